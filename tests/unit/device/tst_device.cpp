// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The states of a device: attempts, loss and back-off, ways to leave, another profile.
class TestDevice : public QObject
{
    Q_OBJECT

private:
    static Profile withReconnect(const Reconnect &reconnect)
    {
        Profile profile;
        profile.connection.reconnect = reconnect;
        return profile;
    }

    static Profile at(const QString &url)
    {
        Profile profile;
        profile.connection.url = QUrl(url);
        return profile;
    }

private slots:
    // Going online

    void isOfflineAtFirst()
    {
        const DeviceRig rig;
        QCOMPARE(rig.state(), u"offline"_s);
        QVERIFY(rig.session->opened.isEmpty());
        QVERIFY(rig.entries().isEmpty());
    }

    void goesOnline()
    {
        DeviceRig rig;
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QCOMPARE(rig.state(), u"connecting"_s);
        QVERIFY(!answer.isThere());
        QCOMPARE(rig.session->opened.size(), 1);

        rig.session->accept();
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.state(), u"online"_s);
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"online"_s}));
        QVERIFY(!rig.status().error);
        QVERIFY(!rig.status().offlineMode);
    }

    void connectsAsItsProfileSays()
    {
        Profile profile = at(u"mqtt://broker.test:1999"_s);
        profile.vars = QJsonObject{{u"site"_s, u"lab"_s}};
        profile.connection.username = u"${vars.site}-${index}"_s;
        profile.subscriptions = {{.topic = u"fw/${clientId}/#"_s, .qos = 1}};
        DeviceRig rig(profile, 7);
        rig.device->connectToBroker({});
        const SessionSettings settings = rig.session->opened.constFirst();
        QCOMPARE(settings.target.url, QUrl(u"mqtt://broker.test:1999"_s));
        QCOMPARE(settings.clientId, u"dev"_s);
        QCOMPARE(settings.username, u"lab-7"_s);
        QCOMPARE(settings.subscriptions.size(), 2);
        QCOMPARE(settings.subscriptions[0].topic, u"mqtt/dev/v1/bypass"_s);
        QCOMPARE(settings.subscriptions[1].topic, u"fw/dev/#"_s);
    }

    void failsWhenTheFirstAttemptFails()
    {
        DeviceRig rig;
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        rig.session->refuse(ErrorCode::BrokerRefused);
        QCOMPARE(answer.code(), ErrorCode::BrokerRefused);
        QCOMPARE(rig.state(), u"failed"_s);
        QCOMPARE(rig.status().error->code, ErrorCode::BrokerRefused);
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"failed"_s}));
        QVERIFY(rig.entries(EntryKind::Lifecycle).constLast()->error.has_value());

        rig.advance(24h);
        QCOMPARE(rig.session->opened.size(), 1); // no other order was given
        QCOMPARE(rig.time.timers.count(), size_t(0));
    }

    void failsWhenItsSettingsCannotBeMade_data()
    {
        QTest::addColumn<Secret>("password");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("a password in a file that is not there")
            << Secret{.value = {}, .env = {}, .file = u"/no/such/file"_s} << QString() << ErrorCode::FileNotReadable;
        QTest::newRow("a certificate outside of its folder")
            << Secret() << u"${vars.up}/dev.pem"_s << ErrorCode::InvalidArgument;
    }

    void failsWhenItsSettingsCannotBeMade()
    {
        QFETCH(Secret, password);
        QFETCH(QString, certificate);
        QFETCH(ErrorCode, code);
        Profile profile = at(u"mqtts://127.0.0.1"_s);
        profile.vars = QJsonObject{{u"up"_s, u".."_s}};
        profile.connection.password = password;
        profile.connection.tls.certificate = certificate;
        DeviceRig rig(profile);
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QCOMPARE(answer.code(), code);
        QCOMPARE(rig.state(), u"failed"_s);
        QVERIFY(rig.session->opened.isEmpty());
    }

    void canBeAskedAgainAfterItFailed()
    {
        DeviceRig rig;
        rig.device->connectToBroker({});
        rig.session->refuse();
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QCOMPARE(rig.state(), u"connecting"_s);
        QVERIFY(!rig.status().error);
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"failed"_s, u"connecting"_s, u"online"_s}));
    }

    void answersAtOnceWhenItIsOnline()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.session->opened.size(), 1);
        QVERIFY(rig.session->closed.isEmpty());
    }

    void twoOrdersShareOneAttempt()
    {
        DeviceRig rig;
        Answer first;
        Answer second;
        rig.device->connectToBroker(first.completion());
        rig.device->connectToBroker(second.completion());
        QCOMPARE(rig.session->opened.size(), 1);
        rig.session->accept();
        QVERIFY(first.isSuccess() && second.isSuccess());
    }

    void anotherAddressTakesOverTheAttempt()
    {
        DeviceRig rig(at(u"mqtt://one.test"_s));
        Answer first;
        rig.device->connectToBroker(first.completion());
        rig.setProfile(at(u"mqtt://two.test"_s));
        Answer second;
        rig.device->connectToBroker(second.completion());
        QCOMPARE(first.code(), ErrorCode::Cancelled);
        QCOMPARE(first.message(), u"another connect, to two.test:1883, took over"_s);
        QCOMPARE(rig.session->closed, QStringList{u"abrupt"_s});
        QCOMPARE(rig.session->opened.constLast().target.url, QUrl(u"mqtt://two.test"_s));
        rig.session->accept();
        QVERIFY(second.isSuccess());
    }

    void leavesCleanlyForAnotherAddress()
    {
        DeviceRig rig(at(u"mqtt://one.test"_s));
        rig.connectAndAccept();
        rig.setProfile(at(u"mqtt://two.test"_s));
        QCOMPARE(rig.state(), u"online"_s); // a profile alone does not end a session
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QCOMPARE(rig.session->closed, QStringList{u"clean"_s});
        QCOMPARE(rig.session->opened.size(), 2);
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.states(),
                 (QStringList{u"connecting"_s, u"online"_s, u"offline:clean"_s, u"connecting"_s, u"online"_s}));
    }

    void reconnectsFromEveryState_data()
    {
        QTest::addColumn<DeviceState>("state");
        QTest::newRow("offline") << DeviceState::Offline;
        QTest::newRow("online") << DeviceState::Online;
        QTest::newRow("reconnecting") << DeviceState::Reconnecting;
        QTest::newRow("failed") << DeviceState::Failed;
    }

    void reconnectsFromEveryState()
    {
        QFETCH(DeviceState, state);
        DeviceRig rig;
        if (state == DeviceState::Failed) {
            rig.device->connectToBroker({});
            rig.session->refuse();
        } else if (state != DeviceState::Offline) {
            rig.connectAndAccept();
            if (state == DeviceState::Reconnecting)
                rig.session->lose();
        }
        QCOMPARE(rig.state(), toString(state));
        const qsizetype before = rig.session->opened.size();
        Answer answer;
        rig.device->reconnect(answer.completion());
        QCOMPARE(rig.state(), u"connecting"_s);
        QCOMPARE(rig.session->opened.size(), before + 1);
        QCOMPARE(rig.session->closed.contains(u"clean"_s), state == DeviceState::Online);
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        rig.advance(1h);
        QCOMPARE(rig.session->opened.size(), before + 1); // the back-off that ran is stopped
    }

    // Loss and back-off

    void sendsItsBirthMessageEachTime()
    {
        Profile profile;
        profile.connection.birth =
            Birth{.topic = u"state/${clientId}"_s, .payload = R"({"n":"${seq()}"})", .qos = 1, .retain = true};
        profile.telemetry = {{.name = u"t"_s, .payload = "report", .everyMs = 3'600'000}};
        DeviceRig rig(profile);
        rig.connectAndAccept();
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{R"({"n":1})", "report"}));
        const OutboundMessage birth = rig.session->published.first();
        QCOMPARE(birth.topic, u"state/%1"_s.arg(rig.record->id()));
        QCOMPARE(birth.qos, quint8(1));
        QVERIFY(birth.retain);
        rig.session->lose();
        rig.advance(1s);
        rig.session->accept();
        QCOMPARE(rig.sentPayloads().mid(2), (QByteArrayList{R"({"n":2})", "report"}));
    }

    void recordsThatItsBirthMessageWasNotSent()
    {
        Profile profile;
        profile.connection.birth = Birth{.topic = u"b"_s, .payload = "here"};
        DeviceRig rig(profile);
        rig.session->publishError = Error{.code = ErrorCode::TooLarge, .message = u"too large"_s};
        rig.connectAndAccept();
        QCOMPARE(rig.state(), u"online"_s);
        const QList<EntryPtr> entries = rig.entries(EntryKind::Protocol);
        QCOMPARE(entries.size(), 1);
        QVERIFY(entries.first()->event == EntryEvent::ReportNotSent);
        QCOMPARE(entries.first()->topic, u"b"_s);
    }

    void reportsByItsNumber()
    {
        Profile profile;
        profile.telemetry = {{.name = u"t"_s, .payload = "report", .everyMs = 10'000}};
        DeviceRig first(profile, 0);
        first.connectAndAccept();
        QCOMPARE(first.sentPayloads().size(), 1);
        DeviceRig second(profile, 1);
        second.connectAndAccept();
        QVERIFY(second.sentPayloads().isEmpty());
        second.advance(1s);
        QCOMPARE(second.sentPayloads().size(), 1);
        second.advance(10s);
        QCOMPARE(second.sentPayloads().size(), 1);
        second.advance(10s);
        QCOMPARE(second.sentPayloads().size(), 2);
    }

    void marksTheErrorOfOldSettings()
    {
        DeviceRig rig;
        rig.device->connectToBroker(Answer().completion());
        rig.session->refuse();
        QVERIFY(rig.status().error && !rig.status().isErrorOfOldSettings);
        Profile other;
        other.connection.url = QUrl(u"mqtt://127.0.0.1:2"_s);
        rig.setProfile(other);
        QVERIFY(rig.status().error && rig.status().isErrorOfOldSettings);
        rig.setProfile({});
        QVERIFY(!rig.status().isErrorOfOldSettings);
        rig.setProfile(other);
        rig.device->connectToBroker(Answer().completion());
        QVERIFY(!rig.status().error && !rig.status().isErrorOfOldSettings);
        rig.setProfile({}); // while the attempt is under way
        rig.session->refuse();
        QVERIFY(rig.status().error && rig.status().isErrorOfOldSettings);
    }

    void comesBackAfterALoss()
    {
        DeviceRig rig(withReconnect({.initialMs = 300, .maxMs = 30'000, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        rig.session->lose(ErrorCode::KeepAliveTimeout);
        QCOMPARE(rig.state(), u"reconnecting"_s);
        QCOMPARE(rig.status().error->code, ErrorCode::KeepAliveTimeout);
        QCOMPARE(rig.status().attempt, 1);

        rig.advance(299ms);
        QCOMPARE(rig.session->opened.size(), 1);
        rig.advance(1ms);
        QCOMPARE(rig.session->opened.size(), 2);
        QCOMPARE(rig.state(), u"reconnecting"_s);
        rig.session->accept();
        QCOMPARE(rig.state(), u"online"_s);
        QCOMPARE(rig.status().attempt, 0);
        QVERIFY(!rig.status().error);
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"online"_s, u"reconnecting"_s, u"online"_s}));
    }

    void doublesTheDelayUpToTheMost()
    {
        DeviceRig rig(withReconnect({.initialMs = 100, .maxMs = 500, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        rig.session->lose();
        for (const auto delay : {100ms, 200ms, 400ms, 500ms, 500ms}) {
            const qsizetype before = rig.session->opened.size();
            rig.advance(delay - 1ms);
            QCOMPARE(rig.session->opened.size(), before);
            rig.advance(1ms);
            QCOMPARE(rig.session->opened.size(), before + 1);
            rig.session->refuse(ErrorCode::ConnectionRefused);
            QCOMPARE(rig.state(), u"reconnecting"_s);
        }
        QCOMPARE(rig.status().attempt, 6);
        // Attempts that fail again are no events.
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"online"_s, u"reconnecting"_s}));
        QCOMPARE(rig.status().error->code, ErrorCode::ConnectionRefused);
    }

    void theNextLossStartsWithTheInitialDelay()
    {
        DeviceRig rig(withReconnect({.initialMs = 100, .maxMs = 10'000, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        rig.session->lose();
        rig.advance(100ms);
        rig.session->refuse();
        rig.advance(200ms);
        rig.session->accept();
        rig.advance(10s); // it lasts
        rig.session->lose();
        rig.advance(100ms);
        QVERIFY(rig.session->isConnecting());
    }

    void isNoStormForABrokerThatAcceptsAndCloses_data()
    {
        QTest::addColumn<int>("openForMs");
        QTest::newRow("at once") << 0;
        QTest::newRow("after a second") << 1000;
        QTest::newRow("after nine seconds") << 9000;
    }

    void isNoStormForABrokerThatAcceptsAndCloses()
    {
        QFETCH(int, openForMs);
        DeviceRig rig(withReconnect({.initialMs = 300, .maxMs = 30'000, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        const auto began = rig.time.clock.steadyNow();
        while (rig.time.clock.steadyNow() - began < 20s + std::chrono::milliseconds(8 * openForMs)) {
            if (rig.session->isConnecting())
                rig.session->accept();
            rig.advance(std::chrono::milliseconds(openForMs));
            if (rig.session->isOpen())
                rig.session->lose();
            rig.advance(10ms);
        }
        QVERIFY2(rig.session->opened.size() <= 8, qPrintable(QString::number(rig.session->opened.size())));
    }

    void saysWhatItSentBeforeTheBrokerClosed()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->publish({.topic = u"not/allowed"_s, .payload = "1", .qos = 1}, {});
        rig.advance(12ms);
        rig.session->lose();
        const EntryPtr entry = rig.entries(EntryKind::Lifecycle).constLast();
        QVERIFY(entry->state == DeviceState::Reconnecting);
        QCOMPARE(entry->topic, u"not/allowed"_s);
        QCOMPARE(entry->packetId, quint16(1));
        QCOMPARE(entry->qos, quint8(1));
        const QString text = u"lost, 12 ms after PUBLISH to \"not/allowed\" (QoS 1, packet id 1, not acknowledged)"_s;
        QCOMPARE(entry->error->message, text);
        QCOMPARE(rig.status().error->message, text);
    }

    void saysThatAnotherClientSeemsToUseItsId()
    {
        DeviceRig rig(withReconnect({.initialMs = 300, .maxMs = 30'000, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        rig.advance(1h);
        rig.session->lose();
        QCOMPARE(rig.status().error->message, u"lost"_s);
        rig.advance(300ms);
        rig.session->accept();
        rig.advance(300ms);
        rig.session->lose();
        QCOMPARE(rig.status().error->message, u"lost; another client seems to use this client id"_s);
    }

    // The reason of the broker

    void stopsForAReason_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("taken over") << 0x8e;
        QTest::newRow("not authorized") << 0x87;
        QTest::newRow("administrative action") << 0x98;
        QTest::newRow("server moved") << 0x9d;
    }

    void stopsForAReason()
    {
        QFETCH(int, code);
        const SessionEnd end{.error = {ErrorCode::BrokerRefused, u"said"_s, {}, static_cast<quint8>(code)}};
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->lose(end);
        QCOMPARE(rig.state(), u"failed"_s);
        QVERIFY(rig.status().error->message.startsWith(u"said"_s));
        QCOMPARE(rig.status().error->reasonCode, static_cast<quint8>(code));
        rig.advance(24h);
        QCOMPARE(rig.session->opened.size(), 1);

        Answer answer; // a new order makes another attempt
        rig.device->reconnect(answer.completion());
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        rig.session->lose();
        rig.advance(1s);
        rig.session->refuse(end);
        QCOMPARE(rig.state(), u"failed"_s);
    }

    void waitsLongerForABusyBroker()
    {
        DeviceRig rig(withReconnect({.initialMs = 300, .maxMs = 30'000, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        rig.session->lose({.error = {ErrorCode::ConnectionLost, u"busy"_s, {}, quint8(0x89)}});
        rig.advance(29'999ms);
        QCOMPARE(rig.session->opened.size(), 1);
        rig.advance(1ms);
        QCOMPARE(rig.session->opened.size(), 2);
    }

    void followsTheServerReference()
    {
        Profile profile = at(u"mqtt://one.test"_s);
        profile.connection.serverReference = ServerReferencePolicy::Follow;
        DeviceRig rig(profile);
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        rig.session->refuse(
            {.error = {ErrorCode::BrokerRefused, u"moved"_s, {}, quint8(0x9d)}, .serverReference = u"two.test:2"_s});
        QCOMPARE(rig.state(), u"connecting"_s);
        QVERIFY(!answer.isThere());
        rig.advance(0ms);
        QCOMPARE(rig.session->opened.constLast().target.url, QUrl(u"mqtt://two.test:2"_s));
        QCOMPARE(rig.status().broker, u"two.test:2"_s);
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"connecting"_s, u"online"_s}));
        QCOMPARE(rig.entries(EntryKind::Lifecycle)[1]->error->message, u"moved"_s); // the reason

        rig.session->lose();
        rig.advance(1s);
        rig.session->refuse(
            {.error = {ErrorCode::BrokerRefused, u"busy"_s, {}, quint8(0x9c)}, .serverReference = u"three.test:3"_s});
        rig.advance(0ms);
        QCOMPARE(rig.session->opened.constLast().target.url, QUrl(u"mqtt://three.test:3"_s));
        QCOMPARE(rig.states().mid(3), (QStringList{u"reconnecting"_s, u"reconnecting"_s})); // each has the reason
        rig.session->accept();

        profile.connection.password.value = u"secret"_s; // given for the broker of the profile
        rig.setProfile(profile);
        rig.session->lose();
        rig.advance(1s);
        QCOMPARE(rig.session->opened.constLast().target.url, QUrl(u"mqtt://one.test"_s));
        QCOMPARE(rig.status().broker, u"one.test:1883"_s);
    }

    void offlineDeviceShowsTheBrokerOfItsProfile()
    {
        Profile profile = at(u"mqtt://one.test"_s);
        profile.connection.serverReference = ServerReferencePolicy::Follow;
        DeviceRig rig(profile);
        rig.device->connectToBroker({});
        rig.session->refuse(
            {.error = {ErrorCode::BrokerRefused, u"moved"_s, {}, quint8(0x9d)}, .serverReference = u"two.test:2"_s});
        rig.advance(0ms);
        rig.session->accept();
        profile.vars = QJsonObject{{u"a"_s, 1}}; // the session goes on where it is
        rig.setProfile(profile);
        QCOMPARE(rig.status().broker, u"two.test:2"_s);
        rig.device->goOffline(OfflineMode::Clean, {});
        QCOMPARE(rig.status().broker, u"one.test:1883"_s);
    }

    void failsWithoutAKeychain()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        Profile profile = at(u"mqtt://one.test"_s);
        profile.connection.password.keychain = u"thermo"_s;
        DeviceRig rig(profile);
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        const auto isAnswered = [&] {
            rig.advance(100ms);
            return answer.isThere();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered(), 30'000);
        QCOMPARE(answer.code(), ErrorCode::KeychainFailed);
        QCOMPARE(rig.state(), u"failed"_s);
        QVERIFY(rig.session->opened.isEmpty());

        profile.connection.password = {}; // it goes on without
        rig.setProfile(profile);
        rig.connectAndAccept();
        QCOMPARE(rig.state(), u"online"_s);
    }

    void goesOfflineWhileTheKeychainIsRead()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        Profile profile = at(u"mqtt://one.test"_s);
        profile.connection.password.keychain = u"other"_s;
        DeviceRig rig(profile);
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QCOMPARE(rig.state(), u"connecting"_s);
        rig.device->goOffline(OfflineMode::Clean, {});
        QCOMPARE(answer.code(), ErrorCode::Cancelled);
        QCOMPARE(rig.state(), u"offline"_s);
        rig.advance(1min);
        QCOMPARE(rig.state(), u"offline"_s);
    }

    void spreadsTheDelaysByTheJitter()
    {
        DeviceRig rig(withReconnect({.initialMs = 1000, .maxMs = 1000, .jitter = 0.5, .attempts = 0}));
        rig.connectAndAccept();
        rig.session->lose();
        QSet<qint64> delays;
        for (int i = 0; i < 20; ++i) {
            const auto due = rig.time.timers.nextDue().value();
            const auto delay = std::chrono::round<std::chrono::milliseconds>(due - rig.time.clock.steadyNow());
            const bool isFirst = i == 0; // it is spread over all of initialMs
            QVERIFY2(delay >= (isFirst ? 0ms : 500ms) && delay <= (isFirst ? 1000ms : 1500ms),
                     qPrintable(QString::number(delay.count())));
            delays.insert(delay.count());
            rig.advance(delay);
            rig.session->refuse();
        }
        QVERIFY(delays.size() > 10);
    }

    void givesUpAfterTheLastAttempt()
    {
        DeviceRig rig(withReconnect({.initialMs = 10, .maxMs = 10, .jitter = 0, .attempts = 2}));
        rig.connectAndAccept();
        rig.session->lose();
        for (int attempt = 1; attempt <= 2; ++attempt) {
            QCOMPARE(rig.state(), u"reconnecting"_s);
            rig.advance(10ms);
            rig.session->refuse(ErrorCode::HostNotFound);
        }
        QCOMPARE(rig.state(), u"failed"_s);
        QCOMPARE(rig.status().error->code, ErrorCode::HostNotFound);
        QCOMPARE(rig.states(), (QStringList{u"connecting"_s, u"online"_s, u"reconnecting"_s, u"failed"_s}));
        rig.advance(1h);
        QCOMPARE(rig.session->opened.size(), 3);
    }

    void anOrderDuringTheBackOffDoesNotWait()
    {
        DeviceRig rig(withReconnect({.initialMs = 60'000, .maxMs = 60'000, .jitter = 0, .attempts = 0}));
        rig.connectAndAccept();
        rig.session->lose();
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        QCOMPARE(rig.state(), u"connecting"_s);
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        rig.advance(2min);
        QCOMPARE(rig.session->opened.size(), 2);
    }

    // Leaving

    void leavesInEachMode_data()
    {
        QTest::addColumn<OfflineMode>("mode");
        for (const OfflineMode mode :
             {OfflineMode::Clean, OfflineMode::WithWill, OfflineMode::Abrupt, OfflineMode::Reset, OfflineMode::Silent})
            QTest::newRow(qPrintable(toString(mode))) << mode;
    }

    void leavesInEachMode()
    {
        QFETCH(OfflineMode, mode);
        DeviceRig rig;
        rig.connectAndAccept();
        Answer answer;
        rig.device->goOffline(mode, answer.completion());
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.session->closed, QStringList{toString(mode)});
        QCOMPARE(rig.state(), u"offline"_s);
        QCOMPARE(rig.offlineMode(), toString(mode));
        QCOMPARE(rig.states().constLast(), u"offline:"_s + toString(mode));
        QVERIFY(rig.entries(EntryKind::Protocol).isEmpty());
        rig.advance(24h);
        QCOMPARE(rig.session->opened.size(), 1); // it stays away
    }

    void recordsThatTheWillCouldNotBeSent()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->canPublishWill = false;
        rig.device->goOffline(OfflineMode::WithWill, {});
        const EntryPtr entry = rig.entries(EntryKind::Protocol).value(0);
        QVERIFY(entry && entry->event == EntryEvent::WithWillUnavailable);
        QVERIFY(entry->offlineMode == OfflineMode::Abrupt);
        QCOMPARE(rig.offlineMode(), u"with-will"_s);
        QCOMPARE(rig.states().constLast(), u"offline:with-will"_s);
    }

    void goingOfflineEndsTheAttempt()
    {
        DeviceRig rig;
        Answer connecting;
        Answer leaving;
        rig.device->connectToBroker(connecting.completion());
        rig.device->goOffline(OfflineMode::Clean, leaving.completion());
        QCOMPARE(connecting.code(), ErrorCode::Cancelled);
        QVERIFY(leaving.isSuccess());
        QCOMPARE(rig.state(), u"offline"_s);
        QVERIFY(!rig.session->isConnecting());
    }

    void goingOfflineEndsTheBackOff()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.session->lose();
        rig.device->goOffline(OfflineMode::Clean, {});
        QCOMPARE(rig.state(), u"offline"_s);
        QVERIFY(!rig.status().error);
        rig.advance(1h);
        QCOMPARE(rig.session->opened.size(), 1);
    }

    void goingOfflineTwiceIsNoEvent()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->goOffline(OfflineMode::Clean, {});
        const qsizetype before = rig.entries().size();
        Answer answer;
        rig.device->goOffline(OfflineMode::Reset, answer.completion());
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.entries().size(), before);
        QCOMPARE(rig.offlineMode(), u"clean"_s);
    }

    void endsItsSilence_data()
    {
        QTest::addColumn<OfflineMode>("mode");
        QTest::addColumn<OfflineMode>("possible");
        QTest::newRow("clean") << OfflineMode::Clean << OfflineMode::Abrupt;
        QTest::newRow("with-will") << OfflineMode::WithWill << OfflineMode::Abrupt;
        QTest::newRow("abrupt") << OfflineMode::Abrupt << OfflineMode::Abrupt;
        QTest::newRow("reset") << OfflineMode::Reset << OfflineMode::Reset;
    }

    void endsItsSilence()
    {
        QFETCH(OfflineMode, mode);
        QFETCH(OfflineMode, possible);
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->goOffline(OfflineMode::Silent, {});
        rig.device->goOffline(mode, {});
        QCOMPARE(rig.session->silenceEnded, QStringList{toString(possible)});
        QCOMPARE(rig.offlineMode(), toString(possible));
        QCOMPARE(rig.states().constLast(), u"offline:"_s + toString(possible));
        rig.device->goOffline(mode, {}); // there is no silent link to end
        QCOMPARE(rig.states().size(), 4);
    }

    void staysSilentWhenAskedToBe()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->goOffline(OfflineMode::Silent, {});
        rig.device->goOffline(OfflineMode::Silent, {});
        QVERIFY(rig.session->isSilent());
        QCOMPARE(rig.states().size(), 3);
    }

    void comesBackFromSilence()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->goOffline(OfflineMode::Silent, {});
        Answer answer;
        rig.device->connectToBroker(answer.completion());
        rig.session->accept();
        QVERIFY(answer.isSuccess());
        QCOMPARE(rig.state(), u"online"_s);
    }

    void leavesCleanlyWhenItIsDestroyed()
    {
        Answer waiting;
        QStringList closed;
        {
            DeviceRig rig;
            rig.connectAndAccept();
            rig.device->publish({.payload = "{}", .qos = 1}, waiting.completion());
            rig.session->whenClosed = [&closed](OfflineMode mode) { closed.append(toString(mode)); };
            rig.device.reset();
            QCOMPARE(rig.time.timers.count(), size_t(0));
        }
        QCOMPARE(closed, QStringList{u"clean"_s});
        QCOMPARE(waiting.code(), ErrorCode::Cancelled);
    }

    void answersWhoWaitsWhenItIsDestroyed()
    {
        Answer answer;
        DeviceRig rig;
        rig.device->connectToBroker(answer.completion());
        rig.device.reset();
        QCOMPARE(answer.code(), ErrorCode::Cancelled);
    }

    // A whole minute

    void aMinuteInAMoment()
    {
        Profile profile = withReconnect({.initialMs = 1000, .maxMs = 4000, .jitter = 0, .attempts = 0});
        profile.telemetry = {{.name = u"t"_s, .payload = R"({"n":"${seq()}"})", .qos = 0, .everyMs = 5000}};
        DeviceRig rig(profile);
        rig.connectAndAccept(); // 0 s: the first report
        rig.advance(12s);       // 5 s, 10 s
        rig.session->lose();
        rig.advance(1s);
        rig.session->refuse();
        rig.advance(2s);
        rig.session->accept(); // 15 s: telemetry starts anew
        rig.advance(45s);      // 20 s … 60 s
        QCOMPARE(rig.session->published.size(), 3 + 1 + 9);
        QCOMPARE(rig.sentPayloads().constLast(), QByteArray(R"({"n":13})"));
        QCOMPARE(rig.status().sent, quint64(13));
        QCOMPARE(rig.state(), u"online"_s);
    }
};

STANDIN_TEST(TestDevice)
#include "tst_device.moc"
