// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/foreignpeer.h"

#include "mqtt/core/session.h"
#include "support/testprogram.h"
#include "unit/mqtt/sessionrig.h"

using namespace Standin::Mqtt;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Peers with another protocol than MQTT.
class TestForeignPeer : public QObject
{
    Q_OBJECT

private slots:
    void greetings_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QString>("named"); // empty: it may be MQTT
        const auto row = [](const char *name, const QByteArray &first, const QString &named) {
            QTest::newRow(name) << first << named;
        };
        row("SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", u"\"SSH-2.0-OpenSSH_9.2p1\" instead of CONNACK"_s);
        row("HTTP", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n", u"\"HTTP/1.1 400 Bad Request\" instead of CONNACK"_s);
        row("SMTP", "220 mail.example ESMTP\r\n", u"\"220 mail.example ESMTP\" instead of CONNACK"_s);
        row("Redis", "-ERR unknown command\r\n", u"\"-ERR unknown command\" instead of CONNACK"_s);
        row("a long line", QByteArray(5000, 'x'), u"\"%1\" instead of CONNACK"_s.arg(QString(60, u'x')));
        row("no line feed", "AMQP\x01", QString());
        row("TLS alert", QByteArray("\x15\x03\x03\x00\x02\x02\x46", 7), u"TLS instead of CONNACK"_s);
        row("TLS handshake", QByteArray("\x16\x03\x01", 3), u"TLS instead of CONNACK"_s);
        row("CONNACK", QByteArray("\x20\x02\x00\x00", 4), QString());
        row("PUBLISH", QByteArray("\x30\x03\x00\x01t", 5), QString());
        row("printable and short", "0aa", QString());
        row("nothing", "", QString());
    }

    void greetings()
    {
        QFETCH(QByteArray, first);
        QTEST(foreignGreeting(first).value_or(QString()), "named");
    }

    void theSessionNamesIt()
    {
        SessionRig rig;
        rig.session.begin(10s, rig.now);
        rig.session.open(Connect{}, true, rig.now);
        QCOMPARE(rig.feed("'SSH-2.0-OpenSSH' 0d 0a"),
                 QStringList(u"violation: \"SSH-2.0-OpenSSH\" instead of CONNACK"_s));
    }

    void afterConnackItIsOrdinaryFault()
    {
        SessionRig rig;
        rig.session.begin(10s, rig.now);
        rig.session.open(Connect{}, true, rig.now);
        QCOMPARE(rig.feed("20 02 00 00 'SSH-2.0'"),
                 (QStringList{u"established"_s, u"violation: reserved bits set in PUBREC"_s}));
    }
};

STANDIN_TEST(TestForeignPeer)
#include "tst_foreignpeer.moc"
