// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/properties.h"

#include <algorithm>

namespace Standin::Mqtt {

void Properties::remove(PropertyId id)
{
    std::erase_if(m_items, [id](const Property &item) { return item.id == id; });
}

std::optional<quint32> Properties::number(PropertyId id) const
{
    const Property *found = find(id);
    return found ? std::optional(found->number) : std::nullopt;
}

QByteArray Properties::text(PropertyId id) const
{
    const Property *found = find(id);
    return found ? found->text : QByteArray();
}

const Property *Properties::find(PropertyId id) const
{
    const auto it = std::ranges::find(m_items, id, &Property::id);
    return it == m_items.end() ? nullptr : &*it;
}

} // namespace Standin::Mqtt
