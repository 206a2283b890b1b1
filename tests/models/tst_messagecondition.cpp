// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entry.h"
#include "models/messagecondition.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

class TestMessageCondition : public QObject
{
    Q_OBJECT

private slots:
    void emptyIsNone()
    {
        const auto condition = MessageCondition::fromText(u"  "_s);
        VERIFY_RESULT(condition);
        QVERIFY(!*condition);
    }

    void selectsMessages_data();
    void selectsMessages();
    void refuses_data();
    void refuses();
};

void TestMessageCondition::selectsMessages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("holds");
    const auto row = [](const QString &text, bool holds) { QTest::newRow(qPrintable(text)) << text << holds; };
    row(u"/op = reboot"_s, true);
    row(u"/op=reboot"_s, true);
    row(u"/op = \"reboot\""_s, true);
    row(u"/op = rebo"_s, false);
    row(u"/op != reboot"_s, false);
    row(u"/op != stop"_s, true);
    row(u"/level = 3"_s, true);
    row(u"/level = 3.0"_s, true);
    row(u"/level = 4"_s, false);
    row(u"/level > 2"_s, true);
    row(u"/level > 3"_s, false);
    row(u"/level < 3.5"_s, true);
    row(u"/force = true"_s, true);
    row(u"/force = false"_s, false);
    row(u"/note = \"black and white\""_s, true);
    row(u"/note = \"black and white\" and /op = reboot"_s, true);
    row(u"/op ~ re.*t"_s, true);
    row(u"/op ~ re"_s, false); // as a whole
    row(u"/op"_s, true);
    row(u"/site/name"_s, true);
    row(u"/site/name = lab 1"_s, true);
    row(u"/nothing"_s, false);
    row(u"traceId = 17"_s, true);
    row(u"traceId = \"17\""_s, true);
    row(u"traceId = 18"_s, false);
    row(u"/op = reboot and traceId = 17"_s, true);
    row(u"/op = reboot and traceId = 18"_s, false);
    row(u"/op = stop and traceId = 17"_s, false);
    row(u"/op = reboot and /level = 3 and /force"_s, true);
    row(u"{ \"qos\": 1 }"_s, true);
    row(u"{ \"qos\": 2 }"_s, false);
}

void TestMessageCondition::selectsMessages()
{
    QFETCH(QString, text);
    const auto condition = MessageCondition::fromText(text);
    VERIFY_RESULT(condition);
    const Entry entry{
        .event = EntryEvent::MessageReceived,
        .payload = QByteArray("{'op':'reboot','level':3,'force':true,'note':'black and white','site':{'name':'lab 1'}}")
                       .replace('\'', '"'),
        .qos = 1,
        .correlation = {{u"traceId"_s, u"17"_s}}};
    QTEST((*condition)->matches(entry.message()), "holds");
}

void TestMessageCondition::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("value without a place") << u"= 3"_s << u"expected a JSON pointer"_s;
    QTest::newRow("key without a value") << u"traceId"_s
                                         << u"expected \"= value\" behind the correlation key traceId"_s;
    QTest::newRow("key with a comparison") << u"traceId > 3"_s << u"expected \"=\""_s;
    QTest::newRow("no value yet") << u"/op ="_s << u"expected a value behind \"/op =\""_s;
    QTest::newRow("word behind a value") << u"/op = \"a\" b"_s << u""_s;
    QTest::newRow("value that is cut by and") << u"/note = black and white"_s << u"correlation key white"_s;
    QTest::newRow("no condition behind and") << u"/level > 5 and"_s << u"expected a JSON pointer"_s;
    QTest::newRow("nor behind a pointer and and") << u"/level and "_s << u"expected a JSON pointer"_s;
    QTest::newRow("key twice") << u"traceId = 1 and traceId = 2"_s << u"traceId once"_s;
    QTest::newRow("string without an end") << u"/op = \"a"_s << u""_s;
    QTest::newRow("text as a number") << u"/level > high"_s << u"number"_s;
    QTest::newRow("expression") << u"/op ~ ("_s << u"expression"_s;
    QTest::newRow("pattern that is not JSON") << u"{ \"qos\""_s << u""_s;
    QTest::newRow("pattern with an unknown key") << u"{ \"quality\": 1 }"_s << u"quality"_s;
}

void TestMessageCondition::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto condition = MessageCondition::fromText(text);
    QVERIFY(!condition);
    QVERIFY2(condition.error().toString().contains(said), qPrintable(condition.error().toString()));
    QVERIFY2(text.startsWith(u'{') || !condition.error().toString().contains(u"allOf"),
             qPrintable(condition.error().toString())); // the user has not entered that
}

STANDIN_TEST(TestMessageCondition)
#include "tst_messagecondition.moc"
