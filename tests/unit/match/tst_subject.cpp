// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/subject.h"

#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestSubject : public QObject
{
    Q_OBJECT

private:
    const QStringList m_names = {QString(), u"site"_s, u"verb"_s}; ///< of cmd/{site}/{verb}

    [[nodiscard]] static JsonReader reader(const QByteArray &json)
    {
        return JsonReader(JsonText::parse(json).value(), u"/when"_s);
    }

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("subject");
        QTest::addColumn<std::optional<QString>>("text"); // nullopt: absent
        QTest::addColumn<bool>("isTyped");
        const auto row = [](const char *name, const QByteArray &subject, const std::optional<QString> &text,
                            bool isTyped) { QTest::newRow(name) << subject << text << isTyped; };
        row("the whole payload", "{}", u"{\"op\":\"reboot\",\"list\":[1,2]}"_s, false);
        row("a member", R"({"jsonPointer":"/op"})", u"reboot"_s, true);
        row("an element", R"({"jsonPointer":"/list/1"})", u"2"_s, true);
        row("no such member", R"({"jsonPointer":"/level"})", {}, true);
        row("no such element", R"({"jsonPointer":"/list/2"})", {}, true);
        row("first level", R"({"topicLevel":0})", u"cmd"_s, false);
        row("last level", R"({"topicLevel":2})", u"reboot"_s, false);
        row("behind the last level", R"({"topicLevel":3})", {}, false);
        row("far behind the last level", R"({"topicLevel":9007199254740991})", {}, false);
        row("named level", R"({"topicLevel":"site"})", u"lab"_s, false);
        row("another named level", R"({"topicLevel":"verb"})", u"reboot"_s, false);
        row("property", R"({"property":"contentType"})", u"application/json"_s, false);
        row("the first of two properties", R"({"property":"tag"})", u"one"_s, false);
        row("names of properties are exact", R"({"property":"contenttype"})", {}, false);
        row("empty property", R"({"property":"empty"})", u""_s, false);
    }

    void finds()
    {
        QFETCH(QByteArray, subject);
        QFETCH(std::optional<QString>, text);
        const Message message({.topic = u"cmd/lab/reboot"_s,
                               .payload = R"({"op":"reboot","list":[1,2]})",
                               .properties = {{u"contentType"_s, u"application/json"_s},
                                              {u"tag"_s, u"one"_s},
                                              {u"tag"_s, u"two"_s},
                                              {u"empty"_s, u""_s}}});
        auto json = reader(subject);
        const Subject read = Subject::read(json, m_names);
        QVERIFY2(json.status(), json.status() ? "" : qPrintable(json.status().error().toString()));
        QVERIFY(json.unknownKeys().isEmpty());
        const Operand operand = read.in(message);
        QVERIFY(operand.asText() == text);
        QCOMPARE(operand.isAbsent(), !text);
        QTEST(operand.isTyped(), "isTyped");
    }

    void writesWhatItRead_data()
    {
        QTest::addColumn<QByteArray>("subject");
        for (const char *subject : {"{}", R"({"jsonPointer":""})", R"({"jsonPointer":"/a~1b/0"})",
                                    R"({"topicLevel":1})", R"({"topicLevel":"site"})", R"({"property":"tag"})"})
            QTest::newRow(subject) << QByteArray(subject);
    }

    void writesWhatItRead()
    {
        QFETCH(QByteArray, subject);
        auto json = reader(subject);
        JsonBuilder written;
        written.add(u"equalTo"_s, 5); // the operators are in the same object
        Subject::read(json, m_names).writeTo(written);
        QJsonObject expected = Json::parse(subject).value().toObject();
        expected.insert(u"equalTo"_s, 5);
        QCOMPARE(written.object().toJson(), QJsonValue(expected));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("subject");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QByteArray &subject, const QString &error) {
            QTest::newRow(name) << subject << error;
        };
        row("pointer that is no string", R"({"jsonPointer":5})", u"/when/jsonPointer: expected a string, found 5"_s);
        row("pointer without a slash", R"({"jsonPointer":"op"})", u"/when/jsonPointer: "_s);
        row("property that is no string", R"({"property":null})", u"/when/property: expected a string, found null"_s);
        const QString level =
            u"/when/topicLevel: expected the number of a level, from 0, or \"site\" or \"verb\", found "_s;
        row("level below 0", R"({"topicLevel":-1})", level + u"-1"_s);
        row("half a level", R"({"topicLevel":0.5})", level + u"0.5"_s);
        row("misspelt name", R"({"topicLevel":"sitte"})", level + u"\"sitte\"; did you mean \"site\"?"_s);
        row("a level without a name", R"({"topicLevel":""})", level + u"an empty string"_s);
        row("a number in quotes", R"({"topicLevel":"1"})", level + u"\"1\""_s);
        row("level that is a list", R"({"topicLevel":[1]})", level + u"an array"_s);
        const QString one = u"/when: expected one of \"jsonPointer\", \"topicLevel\" or \"property\", found "_s;
        row("two places", R"({"jsonPointer":"/a","property":"b"})", one + u"\"jsonPointer\" and \"property\""_s);
        row("all places", R"({"jsonPointer":"/a","topicLevel":0,"property":"b"})",
            one + u"\"jsonPointer\" and \"topicLevel\" and \"property\""_s);
    }

    void refuses()
    {
        QFETCH(QByteArray, subject);
        QFETCH(QString, error);
        auto json = reader(subject);
        std::ignore = Subject::read(json, m_names);
        QVERIFY(!json.status());
        QVERIFY2(json.status().error().toString().startsWith(error), qPrintable(json.status().error().toString()));
    }

    void levelsWithoutNames()
    {
        auto json = reader(R"({"topicLevel":"site"})");
        std::ignore = Subject::read(json, {QString(), QString()});
        QCOMPARE(json.status().error().message, u"expected the number of a level, from 0, found \"site\""_s);
    }
};

STANDIN_TEST(TestSubject)
#include "tst_subject.moc"
