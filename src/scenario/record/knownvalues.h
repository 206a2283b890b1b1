// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <vector>

namespace Standin::Scenarios {

/// The changing values of a recording: where each occurred first, and the variable that stands for it where it occurs
/// again.
class KnownValues
{
public:
    enum class Origin : quint8 {
        Message, ///< of a message, which is captured
        Action,  ///< of what was sent; a run makes another one
        Fixed,   ///< likewise, but a run sends the same again
    };

    struct Value
    {
        Origin origin = Origin::Message;
        QString key = {};       ///< under which it stands
        qsizetype message = -1; ///< of Origin::Message: the number of the message
        JsonText place = {};    ///< of Origin::Message: the value in a `capture`
        QString generator = {}; ///< of Origin::Action
        QString variable = {};  ///< empty: it did not occur again
        JsonText recorded = {};
    };

    /// `taken`: names that variables must not have.
    explicit KnownValues(QSet<QString> taken)
        : m_names(std::move(taken))
    {}

    /// The value that is the same as this one; a short one only under the same key. -1 when there is none.
    [[nodiscard]] qsizetype find(const JsonText &value, const QString &key) const;
    /// A distinctive text that occurs in this one; -1 when there is none.
    [[nodiscard]] qsizetype findIn(const QString &text) const;
    qsizetype add(const Value &value);
    /// The expression for it, `${vars.NAME}`; from now on it has a variable.
    QString reference(qsizetype index);

    [[nodiscard]] const Value &at(qsizetype index) const { return m_values[static_cast<size_t>(index)]; }
    [[nodiscard]] const std::vector<Value> &all() const { return m_values; }

private:
    [[nodiscard]] QString freeName(const QString &key);

    std::vector<Value> m_values;
    QSet<QString> m_names;
    QHash<QString, QList<qsizetype>> m_byText;
    QList<qsizetype> m_distinctive; ///< texts
};

} // namespace Standin::Scenarios
