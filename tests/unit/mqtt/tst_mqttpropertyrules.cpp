// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplepackets.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

/// 5.0 section 2.2.2.2, table 2-4, for packets of a broker: C CONNACK, P PUBLISH, A PUBACK, PUBREC, PUBREL and PUBCOMP,
/// S SUBACK, U UNSUBACK, D DISCONNECT, X AUTH.
struct Rule
{
    quint8 id;
    const char *value;
    const char *places;
    /// The offset of a text with its length in the value; -1: there is none.
    int textAt = -1;
};

constexpr Rule rules[] = {
    {0x01, "01", "P"},
    {0x02, "00000000", "P"},
    {0x03, "0002 'ct'", "P", 0},
    {0x08, "0002 'rt'", "P", 0},
    {0x09, "0002 'cd'", "P"},
    {0x0b, "01", "P"},
    {0x11, "00000000", "C"},
    {0x12, "0002 'id'", "C", 0},
    {0x13, "0000", "C"},
    {0x15, "0001 'm'", "CX", 0},
    {0x16, "0002 'ad'", "CX"},
    {0x17, "01", ""},
    {0x18, "00000000", ""},
    {0x19, "01", ""},
    {0x1a, "0002 'ri'", "C", 0},
    {0x1c, "0002 'sr'", "CD", 0},
    {0x1f, "0002 'rs'", "CASUDX", 0},
    {0x21, "ffff", "C"},
    {0x22, "ffff", "C"},
    {0x23, "0001", "P"},
    {0x24, "01", "C"},
    {0x25, "00", "C"},
    {0x26, "0002 'un' 0002 'uv'", "CPASUDX", 4},
    {0x27, "ffffffff", "C"},
    {0x28, "00", "C"},
    {0x29, "00", "C"},
    {0x2a, "00", "C"},
};

struct Place
{
    const char *name;
    char letter;
    quint8 first;
    const char *before;
    const char *after;
};

constexpr Place places[] = {
    {"CONNACK", 'C', 0x20, "00 00", ""},  {"PUBLISH", 'P', 0x30, "0001 'a'", "'hi'"},
    {"PUBACK", 'A', 0x40, "0001 00", ""}, {"PUBREC", 'A', 0x50, "0002 00", ""},
    {"PUBREL", 'A', 0x62, "0009 00", ""}, {"PUBCOMP", 'A', 0x70, "0003 00", ""},
    {"SUBACK", 'S', 0x90, "0004", "00"},  {"UNSUBACK", 'U', 0xb0, "0005", "00"},
    {"DISCONNECT", 'D', 0xe0, "00", ""},  {"AUTH", 'X', 0xf0, "18", ""},
};

QByteArray propertyOf(const Rule &rule)
{
    return static_cast<char>(rule.id) + bytes(rule.value);
}

/// With this property length, whatever the actual length is.
QByteArray packetWith(const Place &place, const QByteArray &length, const QByteArray &properties)
{
    return framed(place.first, bytes(place.before) + length + properties + bytes(place.after));
}

/// With the method that CONNACK and AUTH require.
QByteArray packetWith(const Place &place, const QByteArray &properties, bool addMethod = true)
{
    const bool needsMethod = addMethod && (place.letter == 'C' || place.letter == 'X');
    const QByteArray all = (needsMethod ? bytes("15 0001 'm'") : QByteArray()) + properties;
    return packetWith(place, QByteArray(1, static_cast<char>(all.size())), all);
}

/// "violation, e0 01 81", "accepted".
QByteArray outcome(const Place &place, const QByteArray &packet)
{
    SessionRig rig;
    prepare(rig, ProtocolLevel::V5_0, static_cast<PacketType>(place.first >> 4));
    const QStringList events = rig.feed(toHex(packet));
    const bool isViolation = events.size() == 1 && events.first().startsWith(u"violation");
    if (isViolation && rig.session.phase() == Session::Phase::Idle)
        return "violation, " + rig.take().join();
    return events.size() == 1 ? "accepted" : events.join(u", "_s).toUtf8();
}

/// The expected outcome(): nothing is sent to a broker that has not sent its CONNACK.
QByteArray violation(const Place &place, const QByteArray &code)
{
    return place.letter == 'C' ? "violation, " : "violation, e0 01 " + code;
}

bool stands(const Rule &rule, const Place &place)
{
    return QByteArrayView(rule.places).contains(place.letter);
}

} // namespace

/// Each property in each packet that a broker of 5.0 can send: allowed packets, repetition, truncation, range.
class TestMqttPropertyRules : public QObject
{
    Q_OBJECT

private slots:
    void place_data() { packets(); }
    void place();
    void unknown_data() { packets(); }
    void unknown();
    void twice_data() { packets(); }
    void twice();
    void cutShort_data() { packets(); }
    void cutShort();
    void length_data() { packets(); }
    void length();
    void badText_data() { packets(); }
    void badText();
    void value_data();
    void value();

private:
    static void packets();
};

void TestMqttPropertyRules::packets()
{
    QTest::addColumn<Place>("packet");
    for (const Place &place : places)
        QTest::newRow(place.name) << place;
}

void TestMqttPropertyRules::place()
{
    QFETCH(const Place, packet);
    for (const Rule &rule : rules) {
        const QByteArray data = packetWith(packet, propertyOf(rule), rule.id != 0x15);
        const QByteArray expected = stands(rule, packet) ? "accepted" : violation(packet, "81");
        QCOMPARE(toHex(data) + ": " + outcome(packet, data), toHex(data) + ": " + expected);
    }
}

void TestMqttPropertyRules::unknown()
{
    QFETCH(const Place, packet);
    // Not defined; defined, but encoded in too many bytes; one that begins like a user property.
    for (const char *property : {"00 00", "04 00", "7f 00", "ff01 00", "a600 0000 0000", "a601 0000 0000"}) {
        const QByteArray data = packetWith(packet, bytes(property));
        QCOMPARE(toHex(data) + ": " + outcome(packet, data), toHex(data) + ": " + violation(packet, "81"));
    }
}

void TestMqttPropertyRules::twice()
{
    QFETCH(const Place, packet);
    for (const Rule &rule : rules) {
        if (!stands(rule, packet))
            continue;
        const bool mayRepeat = rule.id == 0x26 || rule.id == 0x0b;
        const QByteArray data = packetWith(packet, propertyOf(rule) + propertyOf(rule), rule.id != 0x15);
        const QByteArray expected = mayRepeat ? "accepted" : violation(packet, "82");
        QCOMPARE(toHex(data) + ": " + outcome(packet, data), toHex(data) + ": " + expected);
    }
}

void TestMqttPropertyRules::cutShort()
{
    QFETCH(const Place, packet);
    for (const Rule &rule : rules) {
        const QByteArray property = propertyOf(rule);
        for (qsizetype size = 1; stands(rule, packet) && size < property.size(); ++size) {
            const QByteArray data = packetWith(packet, property.first(size));
            const bool isSecondMethod = rule.id == 0x15; // before its value is read
            QCOMPARE(toHex(data) + ": " + outcome(packet, data),
                     toHex(data) + ": " + violation(packet, isSecondMethod ? "82" : "81"));
        }
    }
}

void TestMqttPropertyRules::length()
{
    QFETCH(const Place, packet);
    const QByteArray property = bytes("26 0001 'n' 0001 'v'");
    // Longer than the packet (endless loop in Qt MQTT 6.4), shorter than the properties, not terminated, encoded in too
    // many bytes.
    for (const char *length :
         {"0a", "7f", "ff01", "ffffff7f", "06", "01", "ffffffff7f", "8780808000", "8700", "878000"}) {
        const QByteArray data = packetWith(packet, bytes(length), property);
        QCOMPARE(toHex(data) + ": " + outcome(packet, data), toHex(data) + ": " + violation(packet, "81"));
    }
    // The length itself is truncated.
    for (const char *length : {"80", "ff", "ffff", "ffffff"}) {
        const QByteArray data = framed(packet.first, bytes(packet.before) + bytes(length));
        QCOMPARE(toHex(data) + ": " + outcome(packet, data), toHex(data) + ": " + violation(packet, "81"));
    }
}

void TestMqttPropertyRules::badText()
{
    QFETCH(const Place, packet);
    const char *texts[] = {"e4", "c080", "c3", "eda080", "f4908080", "ff", "'a' 00 'b'"};
    for (const Rule &rule : rules) {
        for (const char *text : texts) {
            if (rule.textAt < 0 || !stands(rule, packet))
                continue;
            const QByteArray bad = bytes(text);
            const QByteArray data = packetWith(
                packet, propertyOf(rule).first(1 + rule.textAt) + bytes("00") + static_cast<char>(bad.size()) + bad,
                rule.id != 0x15);
            QCOMPARE(toHex(data) + ": " + outcome(packet, data), toHex(data) + ": " + violation(packet, "81"));
        }
    }
    const QByteArray badName = bytes("26 0001 ff 0001 'v'");
    QCOMPARE(outcome(packet, packetWith(packet, badName)), violation(packet, "81"));
}

void TestMqttPropertyRules::value_data()
{
    QTest::addColumn<Place>("packet");
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const Place &packet, const char *property, const char *code) {
        QTest::newRow(name) << packet << bytes(property) << (code ? violation(packet, code) : QByteArray("accepted"));
    };
    const Place &connack = places[0];
    const Place &publish = places[1];
    row("receive maximum 0", connack, "21 0000", "82");
    row("receive maximum 1", connack, "21 0001", nullptr);
    row("maximum packet size 0", connack, "27 00000000", "82");
    row("maximum packet size 1", connack, "27 00000001", nullptr);
    row("maximum QoS 2", connack, "24 02", "82");
    row("maximum QoS 1", connack, "24 01", nullptr);
    row("retain available 2", connack, "25 02", "82");
    row("wildcards available 2", connack, "28 02", "82");
    row("subscription ids available 2", connack, "29 02", "82");
    row("shares available 2", connack, "2a 02", "82");
    row("payload format 2", publish, "01 02", "82");
    row("subscription id 0", publish, "0b 00", "82");
    row("subscription id of four bytes", publish, "0b ffffff7f", nullptr);
    row("subscription id of five bytes", publish, "0b 8080808001", "81");
    row("subscription id padded", publish, "0b 8100", "81");
    row("topic alias 0", publish, "23 0000", "94");
    row("topic alias at the maximum", publish, "23 000a", nullptr);
    row("topic alias above the maximum", publish, "23 000b", "94");
    row("response topic with +", publish, "08 0001 '+'", "82");
    row("response topic with #", publish, "08 0003 'a/#'", "82");
    row("response topic empty", publish, "08 0000", "82");
}

void TestMqttPropertyRules::value()
{
    QFETCH(const Place, packet);
    QFETCH(const QByteArray, property);
    QFETCH(const QByteArray, expected);
    QCOMPARE(outcome(packet, packetWith(packet, property)), expected);
}

STANDIN_TEST(TestMqttPropertyRules)
#include "tst_mqttpropertyrules.moc"
