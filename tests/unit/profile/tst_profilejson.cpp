// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilefile.h"
#include "profile/profilejson.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestProfileJson : public QObject
{
    Q_OBJECT

private slots:
    void payloadsThereAndBack_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("object") << QByteArray(R"({"a":1})") << QJsonValue(QJsonObject{{u"a"_s, 1}});
        QTest::newRow("array") << QByteArray("[1,2]") << QJsonValue(QJsonArray{1, 2});
        QTest::newRow("number") << QByteArray("17") << QJsonValue(17);
        QTest::newRow("true") << QByteArray("true") << QJsonValue(true);
        QTest::newRow("null") << QByteArray("null") << QJsonValue();
        QTest::newRow("text") << QByteArray("door open") << QJsonValue(u"door open"_s);
        QTest::newRow("a text in quotes") << QByteArray(R"("a")") << QJsonValue(uR"("a")"_s);
        QTest::newRow("empty") << QByteArray() << QJsonValue(QString());
        QTest::newRow("a template that is no JSON") << QByteArray("${seq()}") << QJsonValue(u"${seq()}"_s);
    }

    void payloadsThereAndBack()
    {
        QFETCH(QByteArray, payload);
        QTEST(ProfileJson::payloadValue(payload), "value");

        Profile profile;
        profile.messages = {{.name = u"m"_s, .payload = payload}};
        const auto loaded = ProfileFile::parse(ProfileFile::toText(profile));
        VERIFY_RESULT(loaded);
        QCOMPARE(loaded->profile.messages.at(0).payload, payload);
    }

    void mergingKeepsWhatIsNotOurs()
    {
        const QJsonObject base = {{u"a"_s, 1}, {u"b"_s, 2}};
        QCOMPARE(ProfileJson::merged(base, {{u"b"_s, 3}, {u"c"_s, 4}}),
                 (QJsonObject{{u"a"_s, 1}, {u"b"_s, 3}, {u"c"_s, 4}}));
        QCOMPARE(ProfileJson::merged(base, {}), base);
    }
};

STANDIN_TEST(TestProfileJson)
#include "tst_profilejson.moc"
