// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/presetreplies.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestPresetReplies : public QObject
{
    Q_OBJECT

private:
    const std::shared_ptr<const CompiledProfile> m_profile = CompiledProfile::make({}).value();

    static Match::Message message(const QByteArray &payload = "{}", bool retain = false, bool dup = false)
    {
        return Match::Message({.topic = u"c"_s, .payload = payload, .retain = retain, .dup = dup});
    }

private slots:
    void givesThemInOrder()
    {
        PresetReplies replies;
        QVERIFY(replies.isEmpty());
        QCOMPARE(replies.find(message()), -1);
        QVERIFY(replies.add({"a"}, *m_profile));
        QVERIFY(replies.add({"b"}, *m_profile));
        QCOMPARE(replies.count(), 2);
        QCOMPARE(replies.find(message()), 0);
        QCOMPARE(replies.at(0)->text(), QByteArray("a"));
        replies.remove(0);
        QCOMPARE(replies.at(0)->text(), QByteArray("b"));
        replies.remove(0);
        QVERIFY(replies.isEmpty());
    }

    void findsTheFirstThatWaitsForTheMessage_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<qsizetype>("place");
        QTest::newRow("the first pattern") << QByteArray(R"({"op":"reboot"})") << qsizetype(0);
        QTest::newRow("the second pattern") << QByteArray(R"({"op":"update"})") << qsizetype(1);
        QTest::newRow("no pattern") << QByteArray(R"({"op":"get"})") << qsizetype(2);
        QTest::newRow("no JSON") << QByteArray("x") << qsizetype(2);
    }

    void findsTheFirstThatWaitsForTheMessage()
    {
        QFETCH(QByteArray, payload);
        const auto waitingFor = [](const QString &op) {
            return QJsonObject{{u"payload"_s, QJsonObject{{u"jsonPointer"_s, u"/op"_s}, {u"equalTo"_s, op}}}};
        };
        PresetReplies replies;
        QVERIFY(replies.add({.payload = "1", .match = waitingFor(u"reboot"_s)}, *m_profile));
        QVERIFY(replies.add({.payload = "2", .match = waitingFor(u"update"_s)}, *m_profile));
        QVERIFY(replies.add({.payload = "3"}, *m_profile));
        QTEST(replies.find(message(payload)), "place");
    }

    void whatIsOldTakesNone_data()
    {
        QTest::addColumn<QJsonObject>("match");
        QTest::addColumn<bool>("retain");
        QTest::addColumn<bool>("dup");
        QTest::addColumn<bool>("isTaken");
        const QJsonObject any;
        const QJsonObject topic{{u"topic"_s, u"c"_s}};
        const QJsonObject retained{{u"retain"_s, true}};
        const QJsonObject duplicate{{u"dup"_s, true}};
        QTest::newRow("retained") << any << true << false << false;
        QTest::newRow("duplicate") << any << false << true << false;
        QTest::newRow("retained, though the topic matches") << topic << true << false << false;
        QTest::newRow("duplicate, though the topic matches") << topic << false << true << false;
        QTest::newRow("retained, as asked") << retained << true << false << true;
        QTest::newRow("duplicate, as asked") << duplicate << false << true << true;
        QTest::newRow("retained and duplicate, one asked") << retained << true << true << false;
        QTest::newRow("not retained, but asked") << retained << false << false << false;
        QTest::newRow("not retained, as asked") << QJsonObject{{u"retain"_s, false}} << false << false << true;
    }

    void whatIsOldTakesNone()
    {
        QFETCH(QJsonObject, match);
        QFETCH(bool, retain);
        QFETCH(bool, dup);
        PresetReplies replies;
        QVERIFY(replies.add({.payload = "x", .match = match}, *m_profile));
        QTEST(replies.find(message("{}", retain, dup)) == 0, "isTaken");
    }

    void knowsTheCorrelationKeys()
    {
        PresetReplies replies;
        QVERIFY(replies.add({"${requestTime}"}, *m_profile));
        QVERIFY(!replies.add({"${orderId}"}, *m_profile));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QJsonObject>("match");
        QTest::addColumn<QString>("where");
        QTest::newRow("a wrong template") << QByteArray(R"({"a":"${nonsense()}"})") << QJsonObject() << QString();
        QTest::newRow("a name without value") << QByteArray("${vars.none}") << QJsonObject() << QString();
        QTest::newRow("an unknown key") << QByteArray("x") << QJsonObject{{u"tpic"_s, u"a"_s}} << u"match/tpic"_s;
        QTest::newRow("no filter") << QByteArray("x") << QJsonObject{{u"topic"_s, u"a#"_s}} << u"match/topic"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QJsonObject, match);
        PresetReplies replies;
        const auto added = replies.add({.payload = payload, .match = match}, *m_profile);
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
        QTEST(added.error().where, "where");
        QVERIFY(replies.isEmpty());
    }

    void isBoundedInNumber()
    {
        PresetReplies replies;
        for (qsizetype i = 0; i < PresetReplies::maxCount; ++i)
            QVERIFY(replies.add({"x"}, *m_profile));
        const auto added = replies.add({"x"}, *m_profile);
        QCOMPARE(added.error().code, ErrorCode::LimitReached);
        QCOMPARE(added.error().message, u"10000 preset replies of 10000 bytes are waiting already"_s);
        replies.remove(0);
        QVERIFY(replies.add({"x"}, *m_profile));
    }

    void isBoundedInSize()
    {
        PresetReplies replies;
        const QByteArray half(PresetReplies::maxBytes / 2, 'x');
        QVERIFY(replies.add({half}, *m_profile));
        QVERIFY(replies.add({half}, *m_profile));
        QCOMPARE(replies.add({"x"}, *m_profile).error().code, ErrorCode::LimitReached);
        replies.remove(0);
        QVERIFY(replies.add({"x"}, *m_profile));
        replies.clear();
        QVERIFY(replies.add({half + half}, *m_profile));
    }

    /// A text of expressions takes many times its size.
    void expressionsCountToTheSize()
    {
        PresetReplies replies;
        const PresetReply reply{QByteArray("${seq()}").repeated(20'000)};
        QVERIFY2(reply.bytes() > 20 * reply.payload.size(), qPrintable(QString::number(reply.bytes())));
        QVERIFY(replies.add(reply, *m_profile));
        QVERIFY(replies.add({QByteArray(PresetReplies::maxBytes - reply.bytes(), 'x')}, *m_profile));
        QVERIFY(!replies.add({"x"}, *m_profile));
    }

    void patternsCountToTheSize()
    {
        PresetReplies replies;
        const QJsonObject large{{u"text"_s, QString(PresetReplies::maxBytes / 2, u'x')}};
        QVERIFY(replies.add({.payload = "x", .match = large}, *m_profile));
        QCOMPARE(replies.add({.payload = "x", .match = large}, *m_profile).error().code, ErrorCode::LimitReached);
    }
};

STANDIN_TEST(TestPresetReplies)
#include "tst_presetreplies.moc"
