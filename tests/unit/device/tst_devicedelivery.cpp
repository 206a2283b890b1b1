// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/device.h"
#include "device/session/brokersession.h"
#include "devicerig.h"
#include "profile/keychain.h"
#include "rules/rulebook.h"
#include "support/testprogram.h"
#include "template/scriptengine.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A broker of 3.1.1 that accepts all clients and packets, and acknowledges messages only when the test calls it.
class MuteBroker : public QTcpServer
{
public:
    MuteBroker()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            m_peer = nextPendingConnection();
            m_input.clear();
            connect(m_peer, &QTcpSocket::readyRead, this, [this] { read(); });
        });
    }

    void acknowledge(quint16 id) { m_peer->write(QByteArray::fromHex("4002") + bigEndian(id)); }
    void closeConnection() { m_peer->disconnectFromHost(); }

    QList<quint16> published; ///< the packet ids of messages, in the order of their arrival
    qsizetype largest = 1'000'000;
    bool keepsSessions = false;
    int connections = 0;

private:
    static QByteArray bigEndian(quint16 number)
    {
        return QByteArray().append(static_cast<char>(number >> 8)).append(static_cast<char>(number & 0xff));
    }

    void read()
    {
        m_input += m_peer->readAll();
        for (QByteArray packet = take(); !packet.isEmpty(); packet = take())
            answer(packet);
    }

    QByteArray take()
    {
        qsizetype size = 0;
        for (qsizetype i = 1, shift = 0; i < m_input.size(); ++i, shift += 7) {
            size |= qsizetype(m_input[i] & 0x7f) << shift;
            if (!(m_input[i] & 0x80)) {
                if (m_input.size() < 1 + i + size)
                    return {};
                const QByteArray packet = m_input.first(1 + i + size);
                m_input.remove(0, packet.size());
                m_bodyAt = 1 + i;
                return packet;
            }
        }
        return {};
    }

    void answer(const QByteArray &packet)
    {
        switch (static_cast<quint8>(packet[0]) >> 4) {
        case 1:
            m_peer->write(QByteArray::fromHex(keepsSessions && connections > 0 ? "20020100" : "20020000"));
            ++connections;
            break;
        case 3: {
            if (packet.size() > largest)
                return m_peer->disconnectFromHost();
            const qsizetype at = m_bodyAt + 2 + ((quint8(packet[m_bodyAt]) << 8) | quint8(packet[m_bodyAt + 1]));
            published.append(static_cast<quint16>((quint8(packet[at]) << 8) | quint8(packet[at + 1])));
            break;
        }
        case 8:
            m_peer->write(QByteArray::fromHex("9003") + packet.mid(m_bodyAt, 2) + '\x01');
            break;
        default:
            break;
        }
    }

    QPointer<QTcpSocket> m_peer;
    QByteArray m_input;
    qsizetype m_bodyAt = 0;
};

} // namespace

/// A device and a broker, over a socket: messages that the broker does not acknowledge.
class TestDeviceDelivery : public QObject
{
    Q_OBJECT

private:
    void makeDevice(bool cleanStart)
    {
        Profile profile;
        profile.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(m_broker->serverPort()));
        profile.connection.cleanStart = cleanStart;
        profile.connection.reconnect = {.initialMs = 1, .maxMs = 1, .jitter = 0, .attempts = 0};
        DeviceStatus status;
        status.id = u"dev"_s;
        m_record = std::make_shared<DeviceRecord>(status, CompiledProfile::make(profile).value(), m_totals);
        m_device = std::make_unique<Device>(m_record, DeviceServices{.journal = *m_journal,
                                                                     .clock = m_time->clock,
                                                                     .timers = m_time->timers,
                                                                     .sentMessages = *m_sentMessages,
                                                                     .keychain = m_keychain,
                                                                     .rules = m_rules,
                                                                     .scripts = m_scripts,
                                                                     .makeSession = m_makeSession});
    }

    void goOnline()
    {
        m_device->connectToBroker({});
        QTRY_COMPARE(state(), u"online"_s);
    }

    [[nodiscard]] QString state() const { return toString(m_record->status().state); }

    /// The answers to this many uploads of this size.
    QList<Answer> upload(int count, qsizetype size)
    {
        QList<Answer> answers(count);
        for (Answer &answer : answers) {
            answer = Answer();
            m_device->publish({.topic = u"t"_s, .payload = QByteArray(size, 'x'), .qos = 1}, answer.completion());
        }
        return answers;
    }

    static qsizetype countOf(const QList<Answer> &answers, ErrorCode code)
    {
        return std::ranges::count_if(answers, [code](const Answer &answer) { return answer.code() == code; });
    }

    std::unique_ptr<MuteBroker> m_broker;
    std::unique_ptr<FakeTime> m_time;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SentMessages> m_sentMessages;
    Keychain m_keychain;
    ScriptEngine m_scripts;
    FakeClock m_rulesClock;
    Rules::RuleBook m_rules{m_rulesClock, [] { return QStringList(); }};
    DeviceTotals m_totals;
    std::shared_ptr<DeviceRecord> m_record;
    SessionFactory m_makeSession;
    std::unique_ptr<Device> m_device;

private slots:
    void init()
    {
        m_device.reset();
        m_broker = std::make_unique<MuteBroker>();
        m_time = std::make_unique<FakeTime>();
        m_journal = std::make_unique<Journal>(m_time->clock);
        m_sentMessages = std::make_unique<SentMessages>(m_time->clock);
        m_makeSession = [this](SessionListener &listener) {
            return std::make_unique<BrokerSession>(listener, m_time->timers);
        };
    }

    void cleanup() { m_device.reset(); }

    void nothingIsSentAfterItsTimeOut_data()
    {
        QTest::addColumn<bool>("cleanStart");
        QTest::newRow("clean start") << true;
        QTest::newRow("session kept") << false;
    }

    void nothingIsSentAfterItsTimeOut()
    {
        QFETCH(bool, cleanStart);
        m_broker->keepsSessions = !cleanStart;
        makeDevice(cleanStart);
        goOnline();
        const QList<Answer> answers = upload(300, 10);
        QTRY_COMPARE(m_broker->published.size(), 20);
        m_time->advance(10s);
        QCOMPARE(countOf(answers, ErrorCode::DeliveryUnknown), 20);
        QCOMPARE(countOf(answers, ErrorCode::PublishTimeout), 280);

        for (const quint16 id : std::exchange(m_broker->published, {})) // it recovers
            m_broker->acknowledge(id);
        const QList<Answer> next = upload(1, 10);
        QTRY_COMPARE(m_broker->published.size(), 1); // the new one, and nothing before it
        m_broker->acknowledge(m_broker->published.constFirst());
        QTRY_VERIFY(next[0].isSuccess());
    }

    void nothingNewIsSentWhenASessionGoesOn()
    {
        m_broker->keepsSessions = true;
        makeDevice(false);
        goOnline();
        const QList<Answer> answers = upload(300, 10);
        QTRY_COMPARE(m_broker->published.size(), 20);
        const QList<quint16> sent = std::exchange(m_broker->published, {});
        m_broker->closeConnection();
        QTRY_COMPARE(state(), u"reconnecting"_s);
        QCOMPARE(countOf(answers, ErrorCode::ConnectionLost), 300);
        m_time->advance(1ms);
        QTRY_COMPARE(state(), u"online"_s);
        QTRY_COMPARE(m_broker->published.size(), 20);
        QCOMPARE(m_broker->published, sent); // those that were sent before, under their ids
        for (const quint16 id : std::exchange(m_broker->published, {}))
            m_broker->acknowledge(id);
        upload(1, 10);
        QTRY_COMPARE(m_broker->published.size(), 1);
    }

    void aMessageThatIsTooLargeDoesNotKeepItOffline()
    {
        m_broker->keepsSessions = true;
        m_broker->largest = 1000;
        makeDevice(false);
        goOnline();
        const QList<Answer> answers = upload(1, 5000);
        QTRY_VERIFY(answers[0].isThere());
        QCOMPARE(answers[0].code(), ErrorCode::ConnectionLost);
        QVERIFY(QTest::qWaitFor([this] {
            m_time->advance(1ms); // the delay before each attempt
            return m_broker->connections >= 4 && state() == u"online"_s;
        }));
        QVERIFY(m_broker->connections <= 5);
        JournalQuery query;
        query.kind = EntryKind::Protocol;
        QList<EntryPtr> entries = m_journal->read(query).entries;
        entries.removeIf([](const EntryPtr &entry) { return entry->event != EntryEvent::MessageGivenUp; });
        QCOMPARE(entries.size(), 1);
        query.kind = EntryKind::Out;
        QCOMPARE(entries[0]->packetId, m_journal->read(query).entries.value(0)->packetId);
    }

    void bytesAreLimited()
    {
        makeDevice(true);
        goOnline();
        const QList<Answer> answers = upload(800, 1024 * 1024);
        const qsizetype refused = countOf(answers, ErrorCode::LimitReached);
        QVERIFY2(refused >= 800 - 16, qPrintable(QString::number(refused)));
        QVERIFY2(refused <= 800 - 10, qPrintable(QString::number(refused)));
        QVERIFY2(answers.constLast().message().startsWith(u"not sent: "_s), qPrintable(answers.constLast().message()));
    }
};

STANDIN_TEST(TestDeviceDelivery)
#include "tst_devicedelivery.moc"
