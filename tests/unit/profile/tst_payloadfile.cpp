// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/payloadfile.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestPayloadFile : public QObject
{
    Q_OBJECT

private slots:
    void payloadsThereAndBack_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("object") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":1})");
        QTest::newRow("array") << QByteArray("[1,2]") << QByteArray("[1,2]");
        QTest::newRow("number") << QByteArray("17") << QByteArray("17");
        QTest::newRow("true") << QByteArray("true") << QByteArray("true");
        QTest::newRow("null") << QByteArray("null") << QByteArray("null");
        QTest::newRow("text") << QByteArray("door open") << QByteArray(R"("door open")");
        QTest::newRow("a text in quotes") << QByteArray(R"("a")") << QByteArray("\"\\\"a\\\"\"");
        QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
        QTest::newRow("a template that is no JSON") << QByteArray("${seq()}") << QByteArray(R"("${seq()}")");
        QTest::newRow("digits, order and form of numbers")
            << QByteArray(R"({"t":20.0,"n":18446744073709551615,"b":1E2,"a":-0})")
            << QByteArray(R"({"t":20.0,"n":18446744073709551615,"b":1E2,"a":-0})");
        QTest::newRow("a number that no double stands for") << QByteArray("[1e999]") << QByteArray("[1e999]");
        QTest::newRow("a key twice") << QByteArray(R"({"a":1,"a":2})") << QByteArray(R"({"a":1,"a":2})");
        QTest::newRow("escapes") << QByteArray(R"(["\u0041\/"])") << QByteArray(R"(["\u0041\/"])");
    }

    void payloadsThereAndBack()
    {
        QFETCH(QByteArray, payload);
        QTEST(PayloadFile::write(payload).text().toByteArray(), "value");

        Profile profile;
        profile.messages = {{.name = u"m"_s, .payload = payload}};
        const auto loaded = ProfileFile::parse(ProfileFile::toText(profile));
        VERIFY_RESULT(loaded);
        QCOMPARE(loaded->profile.messages.at(0).payload, payload);
    }
};

STANDIN_TEST(TestPayloadFile)
#include "tst_payloadfile.moc"
