// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/textsearch.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestTextSearch : public QObject
{
    Q_OBJECT

private slots:
    void looksEverywhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        QTest::newRow("topic") << u"CMD/"_s << true;
        QTest::newRow("payload") << u"Reboot"_s << true;
        QTest::newRow("payload beyond ASCII") << u"GERÄT"_s << true;
        QTest::newRow("correlation value") << u"t-17"_s << true;
        QTest::newRow("correlation key") << u"traceId"_s << false;
        QTest::newRow("property") << u"application"_s << false;
        QTest::newRow("across topic and payload") << u"labreboot"_s << false;
        QTest::newRow("elsewhere") << u"nowhere"_s << false;
        QTest::newRow("empty") << QString() << true;
    }

    void looksEverywhere()
    {
        QFETCH(QString, text);
        const Message message({.topic = u"cmd/lab"_s,
                               .payload = "reboot gerät",
                               .properties = {{u"contentType"_s, u"application/json"_s}},
                               .correlation = {{u"traceId"_s, u"T-17"_s}}});
        QTEST(TextSearch(text).matches(message), "expected");
        QCOMPARE(TextSearch(text).text(), text);
    }

    void looksAtTheBeginningOfLargePayloads()
    {
        const QByteArray filler(TextSearch::searchedBytes - 4, '.');
        const TextSearch search(u"needle"_s);
        QVERIFY(search.matches(Message({.payload = "needle" + filler})));
        QVERIFY(!search.matches(Message({.payload = filler + "needle"})));
        QVERIFY(search.matches(Message({.payload = filler.chopped(2) + "needle"})));
    }

    void looksIntoPlainTexts()
    {
        QVERIFY(TextSearch(u"LAB"_s).matches(u"a lab"));
        QVERIFY(!TextSearch(u"lab"_s).matches(u"roof"));
    }
};

STANDIN_TEST(TestTextSearch)
#include "tst_textsearch.moc"
