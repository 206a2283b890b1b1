// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlationkeys.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestCorrelationKeys : public QObject
{
    Q_OBJECT

private:
    static QStringList found(const CorrelationKeys &keys, const Message &message)
    {
        QStringList texts;
        for (const auto &[key, value] : toPlainText(keys.find(message)))
            texts.append(key + u'=' + value);
        return texts;
    }

private slots:
    void takesTopicLevels_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QStringList>("values");
        const auto row = [](const char *name, const QString &filter, const QString &topic, const QStringList &values) {
            QTest::newRow(name) << filter << topic << values;
        };
        const QString thingsBoard = u"v1/devices/me/rpc/request/{rid}"_s;
        row("ThingsBoard", thingsBoard, u"v1/devices/me/rpc/request/17"_s, {u"rid=17"_s});
        row("another topic", thingsBoard, u"v1/devices/me/attributes"_s, {});
        row("one level more", thingsBoard, u"v1/devices/me/rpc/request/17/x"_s, {});
        const QString azure = u"$iothub/methods/POST/+/?$rid={rid}"_s;
        row("Azure", azure, u"$iothub/methods/POST/reboot/?$rid=1f"_s, {u"rid=1f"_s});
        row("Azure, other words around it", azure, u"$iothub/methods/POST/reboot/?$sid=1f"_s, {});
        row("text on both sides", u"a/<{rid}>"_s, u"a/<5>"_s, {u"rid=5"_s});
        row("nothing within", u"a/<{rid}>"_s, u"a/<>"_s, {u"rid="_s});
        row("overlapping text", u"a/xx{rid}xx"_s, u"a/xxx"_s, {});
        row("with wildcards", u"+/{rid}/#"_s, u"a/b/c/d"_s, {u"rid=b"_s});
        row("in front", u"{rid}/cmd"_s, u"5/cmd"_s, {u"rid=5"_s});
        row("with other names", u"{site}/{rid}"_s, u"lab/5"_s, {u"rid=5"_s});
        row("empty level", u"a/{rid}"_s, u"a/"_s, {u"rid="_s});
        row("shared", u"$share/g/a/{rid}"_s, u"a/5"_s, {u"rid=5"_s});
        row("looks like a number", u"a/{rid}"_s, u"a/007"_s, {u"rid=007"_s});
    }

    void takesTopicLevels()
    {
        QFETCH(QString, filter);
        QFETCH(QString, topic);
        CorrelationKeys keys;
        QVERIFY(keys.addTopic(u"rid"_s, filter));
        QTEST(found(keys, Message({.topic = topic})), "values");
    }

    void refusesFilters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::newRow("without the name") << u"a/{id}"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("no filter") << u"a/#/{rid}"_s;
        QTest::newRow("another name without end") << u"{}/{rid}"_s;
    }

    void refusesFilters()
    {
        QFETCH(QString, filter);
        CorrelationKeys keys;
        const auto added = keys.addTopic(u"rid"_s, filter);
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
        QVERIFY(found(keys, Message({.topic = u"a/b"_s})).isEmpty());
    }

    void takesPointers_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QStringList>("values");
        QTest::newRow("there") << QByteArray(R"({"id":1,"execution":{"jobs":[{"id":"j-1"}]}})")
                               << QStringList{u"k=j-1"_s};
        QTest::newRow("elsewhere") << QByteArray(R"({"id":1})") << QStringList();
        QTest::newRow("shorter array") << QByteArray(R"({"execution":{"jobs":[]}})") << QStringList();
        QTest::newRow("an object") << QByteArray(R"({"execution":{"jobs":[{"id":{}}]}})") << QStringList();
        QTest::newRow("more digits than a double has")
            << QByteArray(R"({"execution":{"jobs":[{"id":18446744073709551001}]}})")
            << QStringList{u"k=18446744073709551001"_s};
        QTest::newRow("the last of a key that stands twice")
            << QByteArray(R"({"execution":1,"execution":{"jobs":[{"id":1,"id":2.0}]}})") << QStringList{u"k=2"_s};
        QTest::newRow("null") << QByteArray(R"({"execution":{"jobs":[{"id":null}]}})") << QStringList();
        QTest::newRow("no JSON") << QByteArray("x") << QStringList();
    }

    void takesPointers()
    {
        QFETCH(QByteArray, payload);
        CorrelationKeys keys;
        QVERIFY(keys.addPointer(u"k"_s, u"/execution/jobs/0/id"_s));
        QTEST(found(keys, Message({.payload = payload})), "values");
    }

    void refusesPointers()
    {
        CorrelationKeys keys;
        QCOMPARE(keys.addPointer(u"k"_s, u"no pointer"_s).error().code, ErrorCode::InvalidArgument);
    }

    void takesProperties()
    {
        CorrelationKeys keys;
        keys.addProperty(u"k"_s, u"x-id"_s);
        QCOMPARE(found(keys, Message({.properties = {{u"x-id"_s, u"7"_s}}})), QStringList{u"k=7"_s});
        QVERIFY(found(keys, Message({.properties = {{u"X-Id"_s, u"7"_s}}})).isEmpty());
    }

    void theFirstPlaceCounts()
    {
        CorrelationKeys keys;
        QVERIFY(keys.addTopic(u"id"_s, u"a/{id}"_s));
        keys.addProperty(u"id"_s, u"id"_s);
        keys.addAnywhere(u"traceId"_s);
        const Match::NamedTexts property = {{u"id"_s, u"p"_s}};
        QCOMPARE(found(keys, Message({.topic = u"a/t"_s, .properties = property})), QStringList{u"id=t"_s});
        QCOMPARE(found(keys, Message({.topic = u"b"_s, .payload = R"({"traceId":1})", .properties = property})),
                 (QStringList{u"traceId=1"_s, u"id=p"_s}));
    }

    void knowsWhetherJsonIsNeeded()
    {
        CorrelationKeys keys;
        QVERIFY(!keys.needJson());
        keys.addProperty(u"a"_s, u"a"_s);
        QVERIFY(keys.addTopic(u"b"_s, u"{b}"_s));
        QVERIFY(!keys.needJson());
        QVERIFY(keys.addPointer(u"c"_s, u"/c"_s));
        QVERIFY(keys.needJson());
        CorrelationKeys anywhere;
        anywhere.addAnywhere(u"d"_s);
        QVERIFY(anywhere.needJson());
    }
};

STANDIN_TEST(TestCorrelationKeys)
#include "tst_correlationkeys.moc"
