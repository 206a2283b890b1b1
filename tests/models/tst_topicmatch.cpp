// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/topicmatch.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Models;

class TestTopicMatch : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
};

void TestTopicMatch::matches_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("topic");
    QTest::addColumn<bool>("expected");
    QTest::newRow("empty filter") << ""
                                  << "a/b" << true;
    QTest::newRow("part of the topic") << "V1/re"
                                       << "mqtt/x/v1/req" << true;
    QTest::newRow("not a part") << "rsp"
                                << "mqtt/x/v1/req" << false;
    QTest::newRow("one level") << "mqtt/+/v1"
                               << "mqtt/x/v1" << true;
    QTest::newRow("one level is not two") << "mqtt/+"
                                          << "mqtt/x/v1" << false;
    QTest::newRow("one level needs a level") << "mqtt/+"
                                             << "mqtt" << false;
    QTest::newRow("an empty level is one") << "mqtt/+"
                                           << "mqtt/" << true;
    QTest::newRow("all levels below") << "mqtt/#"
                                      << "mqtt/x/v1" << true;
    QTest::newRow("the parent too") << "mqtt/#"
                                    << "mqtt" << true;
    QTest::newRow("everything") << "#"
                                << "a/b/c" << true;
    QTest::newRow("a filter is exact") << "+/b"
                                       << "a/bc" << false;
    QTest::newRow("longer than the topic") << "+/b/c"
                                           << "a/b" << false;
}

void TestTopicMatch::matches()
{
    QFETCH(QString, filter);
    QFETCH(QString, topic);
    QTEST(topicMatches(filter, topic), "expected");
}

STANDIN_TEST(TestTopicMatch)
#include "tst_topicmatch.moc"
