// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/presetreply.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestPresetReply : public QObject
{
    Q_OBJECT

private slots:
    void replaces_data();
    void replaces();
};

void TestPresetReply::replaces_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("string") << QByteArray(R"({"traceId":"a-1"})") << QByteArray(R"({"traceId":"${traceId}"})");
    QTest::newRow("number") << QByteArray(R"({"requestTime": 17, "a": 17})")
                            << QByteArray(R"({"requestTime": "${requestTime}", "a": 17})");
    QTest::newRow("nested, white space kept") << QByteArray("{\"r\":{\"requestTime\" : 17\n}}")
                                              << QByteArray("{\"r\":{\"requestTime\" : \"${requestTime}\"\n}}");
    QTest::newRow("longer number is another value")
        << QByteArray(R"({"requestTime":171})") << QByteArray(R"({"requestTime":171})");
    QTest::newRow("no JSON") << QByteArray("hello") << QByteArray("hello");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"requestTime\":17}")
                                     << QByteArray("\xEF\xBB\xBF{\"requestTime\":\"${requestTime}\"}");
    QTest::newRow("no UTF-8") << QByteArray("\xff\xc3(") << QByteArray("\xff\xc3(");
}

void TestPresetReply::replaces()
{
    QFETCH(QByteArray, payload);
    const Match::Correlation correlation = {{u"requestTime"_s, u"17"_s}, {u"traceId"_s, u"a-1"_s}};
    QTEST(Rules::presetReplyFrom(payload, correlation), "expected");
}

STANDIN_TEST(TestPresetReply)
#include "tst_presetreply.moc"
