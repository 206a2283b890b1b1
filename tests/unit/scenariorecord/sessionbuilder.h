// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenariofile.h"
#include "scenario/record/scenariodraft.h"

/// Makes recordings for tests. What is added happens one millisecond after another, unless pause() is called.
class SessionBuilder
{
public:
    /// 2026-01-31 12:00 UTC.
    static constexpr qint64 began = 1'769'860'800'000'000;

    SessionBuilder() { session.startedAt = began; }

    Standin::Scenarios::RecordedDevice &device(const QString &id, const Standin::Profile &profile = {}, int index = 0)
    {
        using namespace Qt::StringLiterals;
        session.devices.append({.id = id,
                                .index = index,
                                .profile = profile,
                                .topics = {.report = u"mqtt/%1/v1/req"_s.arg(id),
                                           .command = u"mqtt/%1/v1/bypass"_s.arg(id),
                                           .reply = u"mqtt/%1/v1/bypass/rsp"_s.arg(id)}});
        return session.devices.last();
    }

    SessionBuilder &act(const QString &id, const Standin::Order &order, const std::optional<Standin::Error> &error = {})
    {
        session.actions.append({.number = ++m_orders,
                                .device = id,
                                .what = order,
                                .before = m_seq,
                                .answered = m_seq + 10,
                                .at = next(),
                                .error = error});
        return *this;
    }
    SessionBuilder &rule(const Standin::Rules::Rule &rule)
    {
        session.actions.append({.what = rule, .before = m_seq, .at = next()});
        return *this;
    }

    SessionBuilder &add(Standin::Entry entry, bool isOrdered = false)
    {
        entry.seq = ++m_seq;
        entry.at = next();
        session.entries.append({.entry = std::make_shared<const Standin::Entry>(entry), .isOrdered = isOrdered});
        return *this;
    }
    /// A command.
    SessionBuilder &in(const QString &id, const QByteArray &payload,
                       const Standin::Match::Correlation &correlation = {}, const QString &topic = {})
    {
        using namespace Qt::StringLiterals;
        return add({.device = id,
                    .event = Standin::EntryEvent::MessageReceived,
                    .topic = topic.isEmpty() ? u"mqtt/%1/v1/bypass"_s.arg(id) : topic,
                    .payload = payload,
                    .qos = 1,
                    .correlation = correlation,
                    .matched = true});
    }
    /// A reply.
    SessionBuilder &out(const QString &id, const QByteArray &payload,
                        const Standin::Match::Correlation &correlation = {},
                        const QString &ruleId = QStringLiteral("default"))
    {
        using namespace Qt::StringLiterals;
        return add({.device = id,
                    .event = Standin::EntryEvent::MessageSent,
                    .topic = u"mqtt/%1/v1/bypass/rsp"_s.arg(id),
                    .payload = payload,
                    .qos = 1,
                    .correlation = correlation,
                    .matched = true,
                    .ruleId = ruleId});
    }
    SessionBuilder &state(const QString &id, Standin::DeviceState state,
                          const std::optional<Standin::Error> &error = {})
    {
        return add({.device = id, .event = Standin::EntryEvent::StateChanged, .state = state, .error = error});
    }
    SessionBuilder &pause(qint64 ms)
    {
        m_at += ms * 1000;
        return *this;
    }

    [[nodiscard]] Standin::Scenarios::RecordedScenario made() const { return Standin::Scenarios::scenarioOf(session); }

    Standin::Scenarios::RecordedSession session;

private:
    qint64 next() { return m_at += 1000; }

    quint64 m_orders = 0;
    Standin::Cursor m_seq = 100;
    qint64 m_at = began;
};
