// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/json.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestErrorText : public QObject
{
    Q_OBJECT

private slots:
    void lists_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("listed");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("none") << QStringList() << QString() << QString();
        QTest::newRow("one") << QStringList{u"a"_s} << u"a"_s << u"\"a\""_s;
        QTest::newRow("two") << QStringList{u"a"_s, u"b"_s} << u"a or b"_s << u"\"a\" or \"b\""_s;
        QTest::newRow("three") << QStringList{u"a"_s, u"b"_s, u"c"_s} << u"a, b or c"_s << u"\"a\", \"b\" or \"c\""_s;
    }

    void lists()
    {
        QFETCH(QStringList, words);
        QTEST(ErrorText::listed(words), "listed");
        QTEST(ErrorText::quotedList(words), "quoted");
    }

    void shows_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("found");
        QTest::addColumn<QString>("type");
        QTest::newRow("null") << "null"_ba << u"null"_s << u"null"_s;
        QTest::newRow("boolean") << "true"_ba << u"true"_s << u"a boolean"_s;
        QTest::newRow("whole number") << "1700000000123"_ba << u"1700000000123"_s << u"a number"_s;
        QTest::newRow("fraction") << "-0.5"_ba << u"-0.5"_s << u"a number"_s;
        QTest::newRow("string") << "\"a\\\"b\""_ba << u"\"a\\\"b\""_s << u"a string"_s;
        QTest::newRow("empty string") << R"("")"_ba << u"an empty string"_s << u"an empty string"_s;
        QTest::newRow("longest string shown")
            << '"' + QByteArray(40, 'x') + '"' << u'"' + QString(40, u'x') + u'"' << u"a string"_s;
        QTest::newRow("longer string") << '"' + QByteArray(41, 'x') + '"' << u"a string"_s << u"a string"_s;
        QTest::newRow("array") << R"(["secret"])"_ba << u"an array"_s << u"an array"_s;
        QTest::newRow("object") << R"({"password":"secret"})"_ba << u"an object"_s << u"an object"_s;
    }

    void shows()
    {
        QFETCH(QByteArray, json);
        const QJsonValue value = Json::parse(json).value();
        QTEST(ErrorText::found(value), "found");
        QTEST(ErrorText::typeOf(value), "type");
    }

    void showsThatThereIsNothing()
    {
        QCOMPARE(ErrorText::found(JsonText()), u"nothing"_s);
        QCOMPARE(ErrorText::expected(u"a number"_s, ErrorText::found(JsonText())),
                 u"expected a number, found nothing"_s);
    }

    void suggests_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("left out") << u"abrpt"_s << u"abrupt"_s;
        QTest::newRow("added") << u"cleaan"_s << u"clean"_s;
        QTest::newRow("exchanged") << u"rezet"_s << u"reset"_s;
        QTest::newRow("swapped") << u"silnet"_s << u"silent"_s;
        QTest::newRow("other case") << u"RESET"_s << u"reset"_s;
        QTest::newRow("two faults") << u"withwil"_s << u"with-will"_s;
        QTest::newRow("the first of two that are as near") << u"reste"_s << u"reset"_s;
        QTest::newRow("the word itself") << u"clean"_s << u"clean"_s;
        QTest::newRow("another word") << u"rude"_s << QString();
        QTest::newRow("too far for its length") << u"cl"_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("too long to compare") << QString(10'000'000, u'c') << QString();
    }

    void suggests()
    {
        QFETCH(QString, word);
        QFETCH(QString, nearest);
        const QStringList known = {u"clean"_s, u"with-will"_s, u"abrupt"_s, u"reset"_s, u"rest"_s, u"silent"_s};
        QCOMPARE(ErrorText::nearest(word, known), nearest);
        QCOMPARE(ErrorText::suggestion(word, known),
                 nearest.isEmpty() ? QString() : u"; did you mean \""_s + nearest + u"\"?"_s);
        QCOMPARE(ErrorText::nearest(word, {}), QString());
    }
};

STANDIN_TEST(TestErrorText)
#include "tst_errortext.moc"
