// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/property.h"

#include <vector>

namespace Standin::Mqtt {

/// The properties of one packet, in their order. A value; an empty one allocates nothing.
class Properties
{
public:
    void add(PropertyId id, quint32 number) { m_items.push_back({id, number}); }
    void add(PropertyId id, QByteArray text) { m_items.push_back({id, 0, std::move(text)}); }
    void addUserProperty(QByteArray name, QByteArray value)
    {
        m_items.push_back({PropertyId::UserProperty, 0, std::move(value), std::move(name)});
    }
    void add(Property property) { m_items.push_back(std::move(property)); }
    void remove(PropertyId id);

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] bool contains(PropertyId id) const { return find(id) != nullptr; }
    [[nodiscard]] std::optional<quint32> number(PropertyId id) const;
    [[nodiscard]] quint32 number(PropertyId id, quint32 otherwise) const { return number(id).value_or(otherwise); }
    /// Empty when there is none.
    [[nodiscard]] QByteArray text(PropertyId id) const;

    [[nodiscard]] auto begin() const { return m_items.begin(); }
    [[nodiscard]] auto end() const { return m_items.end(); }

    bool operator==(const Properties &) const = default;

private:
    [[nodiscard]] const Property *find(PropertyId id) const;

    std::vector<Property> m_items;
};

} // namespace Standin::Mqtt
