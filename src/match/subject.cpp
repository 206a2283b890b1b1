// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/subject.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

Subject Subject::read(JsonReader &reader, const QStringList &levelNames)
{
    Subject subject;
    const QStringList places = {u"jsonPointer"_s, u"topicLevel"_s, u"property"_s};
    if (std::ranges::any_of(places, [&reader](const QString &place) { return reader.has(place); }))
        reader.oneOf(places);
    readPointer(reader, subject);
    readTopicLevel(reader, levelNames, subject);
    std::optional<QString> property;
    reader.read(u"property"_s, property);
    if (property)
        subject.m_place = Property{*property};
    return subject;
}

void Subject::readPointer(JsonReader &reader, Subject &subject)
{
    std::optional<QString> text;
    reader.read(u"jsonPointer"_s, text);
    if (!text)
        return;
    if (const auto pointer = JsonPointer::parse(*text))
        subject.m_place = *pointer;
    else
        reader.fail(u"jsonPointer"_s, pointer.error().message);
}

void Subject::readTopicLevel(JsonReader &reader, const QStringList &levelNames, Subject &subject)
{
    JsonText value;
    if (!reader.read(u"topicLevel"_s, value))
        return;
    QStringList names = levelNames;
    names.removeAll(QString());
    const QString name = value.toString();
    const qsizetype index = names.contains(name) ? levelNames.indexOf(name) : value.toWholeNumber().value_or(-1);
    if (index < 0) {
        const QString expected = names.isEmpty() ? QString() : u", or "_s + ErrorText::quotedList(names);
        reader.unexpected(u"topicLevel"_s, u"the number of a level, from 0"_s + expected,
                          ErrorText::suggestion(name, names));
    }
    subject.m_place = TopicLevel{index, value};
}

void Subject::writeTo(JsonBuilder &object) const
{
    if (const auto *pointer = std::get_if<JsonPointer>(&m_place))
        object.add(u"jsonPointer"_s, pointer->toString());
    else if (const auto *level = std::get_if<TopicLevel>(&m_place))
        object.add(u"topicLevel"_s, level->asRead);
    else if (const auto *property = std::get_if<Property>(&m_place))
        object.add(u"property"_s, property->name);
}

Operand Subject::in(const Message &message) const
{
    if (const auto *pointer = std::get_if<JsonPointer>(&m_place))
        return Operand::json(message.written(*pointer));
    if (const auto *property = std::get_if<Property>(&m_place))
        return Operand::text(message.property(property->name));
    const auto *level = std::get_if<TopicLevel>(&m_place);
    if (!level)
        return Operand::payload(message);
    const QList<QStringView> &levels = message.levels();
    const bool isThere = level->index >= 0 && level->index < levels.size();
    return Operand::text(isThere ? std::optional(levels[level->index].toString()) : std::nullopt);
}

} // namespace Standin::Match
