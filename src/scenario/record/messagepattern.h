// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/valueplan.h"

namespace Standin::Scenarios {

/// Makes the pattern of an expectation from a recorded message.
class MessagePattern
{
public:
    enum class Form : quint8 {
        Template, ///< for the scenario
        Recorded, ///< with the recorded values in place of expressions, to be compared with other recorded messages
    };

    /// They must outlive it.
    MessagePattern(const Entry &entry, const ValuePlan &plan, const DeviceEntries &devices, Form form)
        : m_entry(entry)
        , m_plan(plan)
        , m_devices(devices)
        , m_form(form)
    {}

    /// The keys of a pattern, with the short form `json`.
    [[nodiscard]] JsonText json();

private:
    [[nodiscard]] QString topic() const;
    [[nodiscard]] QString literal(const QString &text) const;
    [[nodiscard]] JsonText literal(const JsonText &value) const;
    [[nodiscard]] bool hasMatcher(const JsonText &value, const QString &pointer) const;
    /// Undefined when it is compared by conditions.
    [[nodiscard]] JsonText compared(const JsonText &value, const QString &pointer);
    [[nodiscard]] JsonText comparedObject(const JsonText &object, const QString &pointer);
    void addConditions(const JsonText &array, const QString &pointer);
    void addText();

    const Entry &m_entry;
    const ValuePlan &m_plan;
    const DeviceEntries &m_devices;
    const Form m_form;
    QList<JsonText> m_conditions;
};

} // namespace Standin::Scenarios
