// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/deviceentries.h"
#include "scenario/record/jsonleaves.h"
#include "scenario/record/knownvalues.h"
#include "scenario/record/templateshape.h"

namespace Standin::Scenarios {

/// What a value of a message or an order is in the scenario.
struct PlannedValue
{
    enum class Kind : quint8 {
        Literal,   ///< it stays as it is, but for client ids
        Matches,   ///< `text`: a regular expression
        Reference, ///< `text`: a template with a variable in it
    };

    Kind kind = Kind::Literal;
    QString text = {};
    qsizetype known = -1; ///< it is the first one: its number in KnownValues
};

/// The same for all values of a message, or of the payload of an order.
struct ValuePlan
{
    QHash<QString, PlannedValue> values = {}; ///< by JSON pointer; those that are missing are literal
    PlannedValue whole = {};                  ///< of a payload that is not JSON
    QList<PlannedValue> levels = {};          ///< of the topic of a message
    bool isTooLarge = false;                  ///< the payload is not looked at

    [[nodiscard]] PlannedValue at(const QString &pointer) const { return values.value(pointer); }
};

/// Decides what each value of a recording becomes. Messages and orders are given to it in their order.
class ValuePlanner
{
public:
    static constexpr qsizetype longestPayload = 64 * 1024;

    /// They must outlive it.
    ValuePlanner(const RecordedSession &session, const DeviceEntries &devices);

    /// `number`: of the message among the entries of the session.
    [[nodiscard]] ValuePlan planMessage(qsizetype number, const RecordedEntry &recorded);
    /// `isSaved`: it is sent as it is.
    [[nodiscard]] ValuePlan planPayload(const QByteArray &payload, qint64 at, bool isSaved);

    /// Whether a step of the scenario looks at an entry in any case.
    [[nodiscard]] static bool isExpected(const RecordedEntry &recorded);
    [[nodiscard]] static bool isTelemetry(const RecordedEntry &recorded);

    [[nodiscard]] const KnownValues &known() const { return m_known; }

private:
    void findCounters();
    void findTemplates();
    [[nodiscard]] static QString placeOf(const Entry &entry, const QString &pointer);
    /// The places of values that the device has rendered; empty when that is not known.
    [[nodiscard]] QSet<QString> renderedIn(const Entry &entry, const JsonText &json) const;
    /// A message that is being planned.
    struct Message
    {
        qsizetype number;
        const Entry &entry;
        bool mayRefer; ///< values of it may be those of earlier messages
        bool isCapturable;
    };

    [[nodiscard]] PlannedValue planLeaf(const Message &message, const JsonLeaf &leaf, bool isRendered);
    [[nodiscard]] PlannedValue planText(const Message &message);
    [[nodiscard]] PlannedValue planLevel(const Message &message, qsizetype level, const QString &text);
    /// nullopt when there is no known value that it can be.
    [[nodiscard]] std::optional<PlannedValue> planKnown(const Message &message, const JsonText &value,
                                                        const QString &key);
    /// A value that occurs for the first time.
    [[nodiscard]] PlannedValue planNew(const Message &message, const QString &expression, const QString &key,
                                       const JsonText &place, const JsonText &value);
    [[nodiscard]] PlannedValue planSent(const JsonLeaf &leaf, qint64 at, bool isSaved);
    /// The text with variables for known values in it; nullopt when there are none.
    [[nodiscard]] std::optional<QString> withReferences(const QString &text, const QString &device);

    const RecordedSession &m_session;
    const DeviceEntries &m_devices;
    KnownValues m_known;
    QSet<QString> m_counters;                         ///< places of numbers that only grow
    QHash<QString, QList<TemplateShape>> m_templates; ///< what a device may have rendered, by its client id
};

} // namespace Standin::Scenarios
