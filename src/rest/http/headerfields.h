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
    [[nodiscard]] bool has(QByteArrayView lowerCaseName) const { return !values(lowerCaseName).isEmpty(); }
    /// Empty when there is none. The first one when there are several.
    [[nodiscard]] QByteArray value(QByteArrayView lowerCaseName) const { return values(lowerCaseName).value(0); }
    /// All of this name, in their order.
    [[nodiscard]] QByteArrayList values(QByteArrayView lowerCaseName) const;

private:
    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

} // namespace Standin::Rest
