// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/probeaction.h"

#include "scenario/run/probes.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QString &text)
{
    return text.startsWith(u"0x") ? QByteArray::fromHex(text.mid(2).toLatin1()) : text.toUtf8();
}

/// The inverse of toPlainText() of device/session/messageproperties.h.
QMqttPublishProperties propertiesFrom(const Match::NamedTexts &named)
{
    QMqttPublishProperties properties;
    QMqttUserProperties others;
    for (const auto &[name, text] : named) {
        if (name == u"contentType")
            properties.setContentType(text);
        else if (name == u"responseTopic")
            properties.setResponseTopic(text);
        else if (name == u"correlationData")
            properties.setCorrelationData(bytesOf(text));
        else if (name == u"payloadFormat")
            properties.setPayloadFormatIndicator(text == u"1" ? QMqtt::PayloadFormatIndicator::UTF8Encoded
                                                              : QMqtt::PayloadFormatIndicator::Unspecified);
        else if (name == u"messageExpiry")
            properties.setMessageExpiryInterval(text.toUInt());
        else
            others.append(QMqttStringPair(name, text));
    }
    if (!others.isEmpty())
        properties.setUserProperties(others);
    return properties;
}

} // namespace

void ProbeAction::begin()
{
    const auto &step = std::get<ProbeStep>(m_step.kind);
    ProbeClient *client = m_run.probes.find(step.probe);
    if (!client)
        return fail(m_run.probes.idOf(step.probe).error());
    if (const auto *publication = std::get_if<ProbePublish>(&step.does))
        publish(*client, *publication);
    else
        subscribe(*client, std::get<ProbeSubscribe>(step.does));
}

std::function<void(const Result<> &)> ProbeAction::answer()
{
    return [self = QPointer(this)](const Result<> &result) {
        if (!self || self->isFinished())
            return;
        if (result)
            self->pass();
        else
            self->fail(result.error());
    };
}

void ProbeAction::publish(ProbeClient &client, const ProbePublish &step)
{
    const auto topic = m_trail.scope.text(step.topic);
    if (!topic)
        return fail(topic.error());
    const auto payload = m_trail.scope.payload(step.payload);
    if (!payload)
        return fail(payload.error());
    Match::NamedTexts properties;
    for (const auto &[name, text] : step.properties) {
        const auto value = m_trail.scope.text(text);
        if (!value)
            return fail(value.error());
        properties.append({name, *value});
    }
    m_report.values = messageText(Match::Message({.topic = *topic, .payload = *payload}));
    markAction();
    client.publish({.topic = *topic,
                    .payload = *payload,
                    .qos = step.qos,
                    .retain = step.retain,
                    .properties = propertiesFrom(properties)},
                   Completion<>(answer()));
}

void ProbeAction::subscribe(ProbeClient &client, const ProbeSubscribe &step)
{
    QStringList filters;
    for (const QString &topic : step.topics) {
        const auto filter = m_trail.scope.text(topic);
        if (!filter)
            return fail(filter.error());
        filters.append(*filter);
    }
    m_report.values = shortText(filters.join(u", "_s));
    const auto open = std::make_shared<qsizetype>(filters.size());
    for (const QString &filter : std::as_const(filters))
        client.subscribe(filter, step.qos, Completion<>([open, done = answer()](const Result<> &result) {
                             if (!result || --*open == 0)
                                 done(result);
                         }));
}

} // namespace Standin::Scenarios
