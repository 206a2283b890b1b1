// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/deviceentries.h"

#include "base/jsonbuilder.h"
#include "scenario/record/recordedprofile.h"
#include "template/template.h"

#include <QRegularExpression>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Whether an id can be told from words of the payload: "gw-1" can, "gateway" cannot.
bool isUnlikeWords(const QString &id)
{
    constexpr qsizetype longWord = 16;
    constexpr qsizetype shortest = 3;
    return id.size() >= longWord ||
           (id.size() >= shortest && std::ranges::any_of(id, [](QChar c) { return !c.isLetter(); }));
}

bool isPartOfWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-';
}

JsonText exceptOf(const QMap<int, QString> &members)
{
    JsonBuilder except;
    for (int index = 0; index < members.lastKey(); ++index) {
        if (!members.contains(index))
            except.append(JsonText::whole(index));
    }
    return except.isEmpty() ? JsonText() : except.array();
}

} // namespace

DeviceEntries::DeviceEntries(const QList<RecordedDevice> &devices)
    : m_devices(devices)
{
    for (const RecordedDevice &device : m_devices)
        add(device);
}

bool DeviceEntries::isOfTemplate(const RecordedDevice &device)
{
    QString id = device.profile.clientId;
    id.replace(u"${index}"_s, QString::number(device.index));
    return !device.profile.names.contains(device.index) && id == device.id && device.profile.clientId != id;
}

void DeviceEntries::add(const RecordedDevice &device)
{
    const bool isTemplate = isOfTemplate(device);
    for (qsizetype i = 0; isTemplate && i < m_groups.size(); ++i) {
        Group &group = m_groups[i];
        if (group.isTemplate && !group.members.contains(device.index) && group.profile == device.profile) {
            group.members.insert(device.index, device.id);
            m_places.insert(device.id, {i, device.index, &device});
            return;
        }
    }
    const QString profileName = device.profile.name;
    const QString wanted = isTemplate && !profileName.isEmpty() ? profileName : device.id;
    m_places.insert(device.id, {m_groups.size(), device.index, &device});
    m_groups.append({.name = freeName(wanted),
                     .profile = device.profile,
                     .isTemplate = isTemplate,
                     .members = {{device.index, device.id}}});
}

QString DeviceEntries::freeName(const QString &wanted) const
{
    static const QRegularExpression others(u"[^A-Za-z0-9_-]+"_s);
    constexpr qsizetype longest = 60;
    QString name = wanted;
    name.replace(others, u"-"_s);
    if (name.isEmpty() || !(name.at(0).isLetter() || name.at(0) == u'_'))
        name.prepend(u"device-"_s);
    name.truncate(longest);
    QString free = name;
    for (int number = 2; std::ranges::find(m_groups, free, &Group::name) != m_groups.end(); ++number)
        free = name + u'_' + QString::number(number);
    return free;
}

QList<DeviceEntry> DeviceEntries::written(QList<RecordingWarning> &warnings) const
{
    constexpr int mostLeftOut = 10'000;
    QList<DeviceEntry> entries;
    for (const Group &group : m_groups) {
        const QString id = group.members.first();
        const bool keepsIndex = group.members.lastKey() <= mostLeftOut;
        if (!keepsIndex)
            warnings.append({.kind = RecordingWarning::Kind::IndexChanged, .device = id});
        const QString clientId = group.isTemplate ? group.profile.clientId : Template::escaped(id);
        JsonBuilder overrides;
        overrides.add(u"clientId"_s, clientId + u"${vars.suffix}"_s);
        if (keepsIndex && group.members.lastKey() > 0)
            overrides.add(u"count"_s, JsonText::whole(group.members.lastKey() + 1))
                .add(u"except"_s, exceptOf(group.members));
        entries.append({.name = group.name,
                        .profile = RecordedProfile::written(group.profile, group.name, id, warnings),
                        .overrides = overrides.object()});
    }
    return entries;
}

DeviceNames DeviceEntries::namesOf(const QStringList &ids) const
{
    if (m_groups.size() > 1 && ids.size() == m_places.size())
        return {.names = {DeviceNames::all.toString()}};
    QHash<qsizetype, qsizetype> counts; // of these devices, by group
    for (const QString &id : ids)
        ++counts[m_places.value(id).group];
    DeviceNames names;
    QSet<qsizetype> done;
    for (const QString &id : ids) {
        const Place place = m_places.value(id);
        const Group &group = m_groups.at(place.group);
        if (counts.value(place.group) < group.members.size())
            names.names.append(u"%1[%2]"_s.arg(group.name).arg(place.index));
        else if (!done.contains(place.group))
            names.names.append(group.name);
        done.insert(place.group);
    }
    return names;
}

QString DeviceEntries::pathOf(const QString &id) const
{
    const auto place = m_places.constFind(id);
    if (place == m_places.constEnd())
        return {};
    const Group &group = m_groups.at(place->group);
    const QString path = u"devices."_s + group.name;
    return group.members.size() == 1 ? path : path + u'.' + QString::number(place->index);
}

const RecordedDevice *DeviceEntries::find(const QString &id) const
{
    const auto place = m_places.constFind(id);
    return place == m_places.constEnd() ? nullptr : place->device;
}

QString DeviceEntries::topicName(const Entry &entry) const
{
    const RecordedDevice *device = find(entry.device);
    const bool hasWildcards = entry.topic.contains(u'+') || entry.topic.contains(u'#');
    if (!device || hasWildcards || entry.topic.isEmpty())
        return {};
    if (entry.topic == device->topics.command)
        return u"${topics.command}"_s;
    if (entry.topic == device->topics.reply)
        return u"${topics.reply}"_s;
    return entry.topic == device->topics.report ? u"${topics.report}"_s : QString();
}

QString DeviceEntries::asTemplate(const QString &literal, const QString &current) const
{
    return withClientIds(Template::escaped(literal), current);
}

QString DeviceEntries::withClientIds(const QString &text, const QString &current) const
{
    QString out;
    qsizetype at = 0;
    // Words are looked up, so that many devices take no more time than one.
    while (at < text.size()) {
        if (!isPartOfWord(text[at])) {
            out += text[at++];
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && isPartOfWord(text[end]))
            ++end;
        out += replaced(text.sliced(at, end - at), current);
        at = end;
    }
    // An id with other characters is no word.
    const bool isWord = std::ranges::all_of(current, isPartOfWord);
    if (!current.isEmpty() && !isWord && isUnlikeWords(current))
        out.replace(current, u"${clientId}"_s);
    return out;
}

QString DeviceEntries::replaced(const QString &text, const QString &current) const
{
    if (!isUnlikeWords(text) || !m_places.contains(text))
        return text;
    if (text == current)
        return u"${clientId}"_s;
    const QString path = pathOf(text);
    return path.isEmpty() ? text : u"${"_s + path + u".clientId}"_s;
}

} // namespace Standin::Scenarios
