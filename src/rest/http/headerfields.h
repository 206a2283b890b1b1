// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <utility>

namespace Standin::Rest {

/// The header fields of a request. All names are in lower case.
class HeaderFields
{
public:
    /// `value` is trimmed.
    void add(const QByteArray &lowerCaseName, const QByteArray &value) { m_fields.emplace_back(lowerCaseName, value); }

    [[nodiscard]] qsizetype size() const { return m_fields.size(); }
    [[nodiscard]] bool has(QByteArrayView lowerCaseName) const { return find(lowerCaseName) != nullptr; }
    /// How many there are of this name.
    [[nodiscard]] qsizetype count(QByteArrayView lowerCaseName) const;
    /// Empty when there is none. The first one when there are several.
    [[nodiscard]] QByteArray value(QByteArrayView lowerCaseName) const
    {
        const QByteArray *found = find(lowerCaseName);
        return found ? *found : QByteArray();
    }
    /// All of this name, in their order.
    [[nodiscard]] QByteArrayList values(QByteArrayView lowerCaseName) const;

private:
    /// The value of the first one; nullptr when there is none.
    [[nodiscard]] const QByteArray *find(QByteArrayView lowerCaseName) const;

    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

} // namespace Standin::Rest
