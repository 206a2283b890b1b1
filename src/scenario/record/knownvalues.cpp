// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/knownvalues.h"

#include "scenario/record/volatilevalue.h"

#include <QRegularExpression>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

qsizetype KnownValues::find(const JsonText &value, const QString &key) const
{
    const QString text = value.toLookupText();
    for (const qsizetype index : m_byText.value(text)) {
        if (VolatileValue::isDistinctive(text) || at(index).key.compare(key, Qt::CaseInsensitive) == 0)
            return index;
    }
    return -1;
}

qsizetype KnownValues::findIn(const QString &text) const
{
    constexpr qsizetype most = 1000; // the newest ones
    const qsizetype first = std::max<qsizetype>(0, m_distinctive.size() - most);
    for (qsizetype i = m_distinctive.size() - 1; i >= first; --i) {
        const Value &value = at(m_distinctive.at(i));
        const QString known = value.recorded.toPlainText();
        if (value.origin != Origin::Fixed && known.size() < text.size() && text.contains(known))
            return m_distinctive.at(i);
    }
    return -1;
}

qsizetype KnownValues::add(const Value &value)
{
    const auto index = static_cast<qsizetype>(m_values.size());
    m_values.push_back(value);
    const QString text = value.recorded.toLookupText();
    m_byText[text].append(index);
    constexpr qsizetype shortest = 8;
    if (text.size() >= shortest)
        m_distinctive.append(index);
    return index;
}

QString KnownValues::reference(qsizetype index)
{
    Value &value = m_values[static_cast<size_t>(index)];
    if (value.variable.isEmpty())
        value.variable = freeName(value.key);
    return u"${vars."_s + value.variable + u'}';
}

QString KnownValues::freeName(const QString &key)
{
    static const QRegularExpression others(u"[^A-Za-z0-9_]"_s);
    QString name = key;
    name.remove(others);
    if (name.isEmpty() || name.at(0).isDigit())
        name.prepend(u"value"_s);
    constexpr qsizetype longest = 40;
    name.truncate(longest);
    QString free = name;
    for (int number = 2; m_names.contains(free); ++number)
        free = name + QString::number(number);
    m_names.insert(free);
    return free;
}

} // namespace Standin::Scenarios
