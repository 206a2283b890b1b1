// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonpointer.h"
#include "match/operand.h"

#include <QStringList>

#include <variant>

namespace Standin {
class JsonBuilder;
class JsonReader;
} // namespace Standin

namespace Standin::Match {

/// The subject of a condition in a message: the whole payload, {"jsonPointer": "/op"} in it, {"topicLevel": 1} (counted
/// from 0) or {"topicLevel": "site"} (a named one), {"property": "contentType"}.
class Subject
{
public:
    /// The whole payload.
    Subject() = default;

    /// `levelNames`: see TopicPattern.
    [[nodiscard]] static Subject read(JsonReader &reader, const QStringList &levelNames);
    /// Adds it to the object, as it was read.
    void writeTo(JsonBuilder &object) const;

    /// nullptr when it is not a place in the payload.
    [[nodiscard]] const JsonPointer *pointer() const { return std::get_if<JsonPointer>(&m_place); }

    /// The message must outlive the operand.
    [[nodiscard]] Operand in(const Message &message) const;

private:
    struct Payload
    {};
    struct TopicLevel
    {
        qsizetype index;
        JsonText asRead;
    };
    struct Property
    {
        QString name;
    };

    static void readPointer(JsonReader &reader, Subject &subject);
    static void readTopicLevel(JsonReader &reader, const QStringList &levelNames, Subject &subject);

    std::variant<Payload, JsonPointer, TopicLevel, Property> m_place;
};

} // namespace Standin::Match
