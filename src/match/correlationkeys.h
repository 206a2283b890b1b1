// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonpointer.h"
#include "match/correlation.h"
#include "match/topicpattern.h"

#include <variant>

namespace Standin::Match {

/// The places of correlation values in a message: anywhere in its JSON payload, at one place in it, in its topic, in a
/// property. Compiled; several threads may use it at once.
class CorrelationKeys
{
public:
    /// Anywhere in the payload (findCorrelation()).
    void addAnywhere(const QString &name) { m_anywhere.append(name); }
    /// In the level of the topic with "{name}": "rpc/request/{rid}", or with other text in the level,
    /// "methods/+/?$rid={rid}". InvalidArgument when it is not a filter, or no level has the name.
    Result<> addTopic(const QString &name, const QString &filter);
    /// InvalidArgument when it is not a pointer.
    Result<> addPointer(const QString &name, const QString &pointer);
    void addProperty(const QString &name, const QString &property) { m_places.append({name, Property{property}}); }

    /// The values found, each name once: the first place that has it is used.
    [[nodiscard]] QList<CorrelationValue> find(const Message &message) const;
    /// Whether a message has to be JSON for any of them to be found.
    [[nodiscard]] bool needJson() const;

private:
    struct TopicLevel
    {
        TopicPattern filter;
        qsizetype level = 0;
        QString before; ///< the text before and after the value in its level
        QString behind;
    };
    struct Property
    {
        QString name;
    };
    struct Place
    {
        QString name;
        std::variant<TopicLevel, JsonPointer, Property> where;
    };

    [[nodiscard]] static JsonText valueIn(const Message &message, const TopicLevel &place);
    [[nodiscard]] static JsonText valueIn(const Message &message, const JsonPointer &place);
    [[nodiscard]] static JsonText valueIn(const Message &message, const Property &place);

    QStringList m_anywhere;
    QList<Place> m_places;
};

} // namespace Standin::Match
