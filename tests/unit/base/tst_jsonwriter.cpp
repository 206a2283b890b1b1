// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonwriter.h"
#include "support/testprogram.h"

#include <limits>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestJsonWriter : public QObject
{
    Q_OBJECT

private slots:
    void separatesMembersAndElements();
    void continuesAText();

    void writesStrings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("plain") << u"gw-1 ~"_s;
        QTest::newRow("quote and backslash") << u"a\"b\\c"_s;
        QTest::newRow("control characters") << u"\u0000\n\t\u001f"_s;
        QTest::newRow("delete") << u"\u007f"_s;
        QTest::newRow("two bytes in UTF-8") << u"grün"_s;
        QTest::newRow("three bytes in UTF-8") << u"温度"_s;
        QTest::newRow("surrogates") << u"\U0001F600"_s;
        QTest::newRow("half a surrogate") << QString(QChar(0xd83d));
    }

    void writesStrings()
    {
        QFETCH(QString, text);
        QByteArray written;
        JsonWriter(written).string(text);
        QCOMPARE(written, Json::quoted(text));
    }

    void writesNumbers_data()
    {
        QTest::addColumn<qint64>("number");
        QTest::newRow("0") << qint64(0);
        QTest::newRow("the least") << std::numeric_limits<qint64>::min();
        QTest::newRow("the most") << std::numeric_limits<qint64>::max();
    }

    void writesNumbers()
    {
        QFETCH(qint64, number);
        QByteArray written;
        JsonWriter(written).number(number);
        QCOMPARE(written, QByteArray::number(number));
    }
};

void TestJsonWriter::separatesMembersAndElements()
{
    QByteArray text;
    JsonWriter json(text);
    json.beginObject();
    json.key("empty").beginObject().endObject();
    json.key("list").beginArray().number(1).string(u"{[:,").json("null").beginArray().endArray().endArray();
    json.key("object").beginObject().key("a").string(u"").key("b").number(-2).endObject();
    json.endObject();
    QCOMPARE(text, R"({"empty":{},"list":[1,"{[:,",null,[]],"object":{"a":"","b":-2}})"_ba);
}

void TestJsonWriter::continuesAText()
{
    QByteArray text = R"({"a":1)";
    JsonWriter(text).key("b").number(2).endObject();
    QCOMPARE(text, R"({"a":1,"b":2})"_ba);
}

STANDIN_TEST(TestJsonWriter)

#include "tst_jsonwriter.moc"
