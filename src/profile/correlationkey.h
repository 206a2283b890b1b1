// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin {

/// A correlation key: a name, and the place of its value in a message. At most one of the places is set.
struct CorrelationKey
{
    CorrelationKey(QString keyName = {}) // a plain name is a key
        : name(std::move(keyName))
    {}

    QString name;
    QString topic;       ///< a filter with "{name}" in a level: that part of the topic
    QString property;    ///< the name of a property of MQTT 5.0
    QString jsonPointer; ///< a place in the JSON payload

    /// Anywhere in the JSON payload, under the key's own name.
    [[nodiscard]] bool isAnywhere() const { return topic.isEmpty() && property.isEmpty() && jsonPointer.isEmpty(); }

    bool operator==(const CorrelationKey &) const = default;
};

} // namespace Standin
