// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/simplifiedsession.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

class Simplification
{
public:
    explicit Simplification(RecordedSession session)
        : m_session(std::move(session))
    {
        for (const RecordedDevice &device : std::as_const(m_session.devices)) {
            for (qsizetype i = 0; i < device.presets.size(); ++i)
                m_waiting[device.id].append(Preset{.isInitial = true, .place = i});
        }
    }

    RecordedSession result()
    {
        for (const RecordedAction &action : std::as_const(m_session.actions)) {
            usePresets(action.before);
            if (const auto *order = std::get_if<Order>(&action.what))
                std::visit([this, &action](const auto &kind) { take(action, kind); }, order->kind());
            else
                m_actions.append(action);
        }
        for (RecordedDevice &device : m_session.devices)
            removeAt(device.presets, m_initialTakenBack.value(device.id));
        removeAt(m_actions, m_takenBack);
        m_session.actions = m_actions;
        return m_session;
    }

private:
    struct Preset
    {
        bool isInitial = false;
        qsizetype place = 0; ///< in the presets of the device, or in m_actions
    };

    template <typename T>
    static void removeAt(QList<T> &list, QList<qsizetype> places)
    {
        std::ranges::sort(places, std::greater<>());
        for (const qsizetype place : std::as_const(places))
            list.removeAt(place);
    }

    /// Those that answered a command up to this cursor.
    void usePresets(Cursor until)
    {
        for (; m_entry < m_session.entries.size(); ++m_entry) {
            const Entry &entry = *m_session.entries.at(m_entry).entry;
            if (entry.seq > until)
                return;
            const bool isPreset = entry.event == EntryEvent::MessageSent && entry.ruleId == u"preset";
            if (isPreset && !m_waiting.value(entry.device).isEmpty())
                m_waiting[entry.device].removeFirst();
        }
    }

    void takeBackPresets(const QString &device)
    {
        for (const Preset &preset : m_waiting.take(device)) {
            if (preset.isInitial)
                m_initialTakenBack[device].append(preset.place);
            else
                m_takenBack.append(preset.place);
        }
    }

    void leaveOut(const RecordedAction &action)
    {
        m_session.warnings.append({.kind = RecordingWarning::Kind::StepLeftOut,
                                   .device = action.device,
                                   .detail = std::get<Order>(action.what).name()});
    }

    void append(RecordedAction action, const Order &order)
    {
        action.what = order;
        m_actions.append(action);
    }

    /// Steps for these can say that they fail.
    void takeEvenFailed(const RecordedAction &action)
    {
        if (action.error && action.error->code == ErrorCode::Cancelled)
            leaveOut(action);
        else
            m_actions.append(action);
    }

    void take(const RecordedAction &action, const Order::Connect &) { takeEvenFailed(action); }
    void take(const RecordedAction &action, const Order::Reconnect &) { takeEvenFailed(action); }
    void take(const RecordedAction &action, const Order::Publish &) { takeEvenFailed(action); }

    void take(const RecordedAction &action, const auto &)
    {
        if (action.error)
            leaveOut(action);
        else
            m_actions.append(action);
    }

    void take(const RecordedAction &action, const Order::AddPresetReply &)
    {
        if (action.error)
            return leaveOut(action);
        m_waiting[action.device].append(Preset{.place = m_actions.size()});
        m_actions.append(action);
    }

    void take(const RecordedAction &action, const Order::ReplacePresetReplies &order)
    {
        if (action.error)
            return leaveOut(action);
        takeBackPresets(action.device);
        for (const PresetReply &reply : order.after) {
            m_waiting[action.device].append(Preset{.place = m_actions.size()});
            append(action, Order::AddPresetReply{reply});
        }
    }

    void take(const RecordedAction &action, const Order::ClearPresetReplies &) { takeBackPresets(action.device); }

    void take(const RecordedAction &action, const Order::Reset &order)
    {
        if (order.presetReplies)
            takeBackPresets(action.device);
        const auto device = std::ranges::find(m_session.devices, action.device, &RecordedDevice::id);
        append(action, Order::SetState{.values = device->profile.state, .isAll = true});
    }

    void take(const RecordedAction &action, const Order::Remove &)
    {
        takeBackPresets(action.device);
        append(action, Order::GoOffline());
    }

    RecordedSession m_session;
    QList<RecordedAction> m_actions;
    QHash<QString, QList<Preset>> m_waiting; ///< by device
    QHash<QString, QList<qsizetype>> m_initialTakenBack;
    QList<qsizetype> m_takenBack; ///< places in m_actions
    qsizetype m_entry = 0;
};

} // namespace

RecordedSession simplified(RecordedSession session)
{
    return Simplification(std::move(session)).result();
}

} // namespace Standin::Scenarios
