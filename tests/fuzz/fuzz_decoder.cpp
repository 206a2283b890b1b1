// SPDX-License-Identifier: GPL-3.0-or-later
// Passes bytes of a broker to the decoder, in one piece and in portions: both must give the same result. The first byte
// of the input chooses the version and the largest packet, three more the sizes of the portions.
#include "fuzz/fuzzinput.h"
#include "fuzz/require.h"
#include "mqtt/core/decoder.h"
#include "mqtt/reasoncodes.h"

#include <QByteArrayList>

#include <array>
#include <cstring>
#include <memory>

using namespace Standin::Mqtt;

namespace {

constexpr std::array levels{ProtocolLevel::V3_1, ProtocolLevel::V3_1_1, ProtocolLevel::V5_0};
constexpr auto sizeLimits = std::to_array<quint32>({Decoder::noMaximum, 1, 4, 16, 64, 256, 1024, 65'536});

/// All data of a packet, so that all of its memory is read.
QByteArray dump(const Properties &properties)
{
    QByteArray text;
    for (const Property &property : properties) {
        text += '<' + QByteArray::number(static_cast<int>(property.id)) + ' ' + QByteArray::number(property.number) +
                ' ' + property.name + ' ' + property.text + '>';
    }
    return text;
}

QByteArray dump(const char *name, int id, int code, const Properties &properties)
{
    return QByteArray(name) + ' ' + QByteArray::number(id) + ' ' + QByteArray::number(code) + dump(properties);
}

struct Dump
{
    QByteArray operator()(const Connack &packet) const
    {
        return dump("CONNACK", packet.sessionPresent, packet.code, packet.properties);
    }
    QByteArray operator()(const Publish &packet) const
    {
        require(!packet.topic.isEmpty() || packet.properties.contains(PropertyId::TopicAlias), "a message has a topic");
        require((packet.id == 0) == (packet.qos == 0), "an id goes with QoS 1 and 2");
        return dump("PUBLISH", packet.id, packet.qos, packet.properties) + (packet.retain ? 'r' : '-') +
               (packet.duplicate ? 'd' : '-') + packet.topic.toByteArray() + '=' + packet.payload.toByteArray();
    }
    QByteArray operator()(const Ack &packet) const
    {
        require(packet.id != 0, "no id is 0");
        return QByteArray::number(static_cast<int>(packet.type)) +
               dump("ack", packet.id, packet.code, packet.properties);
    }
    QByteArray operator()(const Suback &packet) const
    {
        require(packet.id != 0, "no id is 0");
        return dump("SUBACK", packet.id, packet.code, packet.properties);
    }
    QByteArray operator()(const Pingresp &) const { return "PINGRESP"; }
    QByteArray operator()(const Disconnect &packet) const
    {
        return dump("DISCONNECT", 0, packet.code, packet.properties);
    }
    QByteArray operator()(const Auth &packet) const { return dump("AUTH", 0, packet.code, packet.properties); }
};

/// False after an error. The portion is in memory of exactly its size, which is freed afterwards.
bool feed(Decoder &decoder, QByteArrayView portion, quint32 sizeLimit, QByteArrayList &out)
{
    const auto size = static_cast<size_t>(portion.size());
    const std::unique_ptr<char[]> memory(new char[size]);
    if (size > 0)
        std::memcpy(memory.get(), portion.data(), size);
    QByteArrayView input(memory.get(), portion.size());
    for (;;) {
        const QByteArrayView before = input;
        const Decoder::Outcome outcome = decoder.next(input);
        require(input.size() <= before.size() && input.data() + input.size() == before.data() + before.size(),
                "input is taken off the front");
        if (!outcome) {
            out += describe(outcome.error(), decoder.lastType()).toUtf8();
            require(reasonCodeOf(outcome.error()) >= Reason::firstFailure, "an error has a code that says so");
            return false;
        }
        if (!*outcome) {
            require(input.isEmpty(), "nothing is left when more is wanted");
            return true;
        }
        require(before.size() - input.size() <= sizeLimit, "no packet is larger than this client takes");
        out += std::visit(Dump(), **outcome);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FuzzInput input(data, size);
    const quint8 choice = input.byte();
    const std::array<qsizetype, 3> portions{input.byte(), input.byte(), input.byte()};
    const QByteArrayView bytes = input.rest();

    Decoder decoder;
    const quint32 sizeLimit = sizeLimits[choice / 3 % sizeLimits.size()];
    const Strictness strictness = choice >= 0x80 ? Strictness::Strict : Strictness::Lenient;

    decoder.reset(levels[choice % 3], sizeLimit, strictness);
    QByteArrayList whole;
    feed(decoder, bytes, sizeLimit, whole);

    decoder.reset(levels[choice % 3], sizeLimit, strictness);
    QByteArrayList pieces;
    QByteArrayView left = bytes;
    for (size_t i = 0; !left.isEmpty(); ++i) {
        const qsizetype portion = qMin(qMax<qsizetype>(portions[i % portions.size()], i % 2), left.size());
        if (!feed(decoder, left.first(portion), sizeLimit, pieces))
            break;
        left = left.sliced(portion);
    }
    require(whole == pieces, "portions make no difference");
    return 0;
}
