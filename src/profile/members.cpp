// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/members.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "template/template.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

void sortUnique(QList<int> &numbers)
{
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

void readExcept(JsonReader &reader, Profile &profile)
{
    JsonText array;
    reader.readArray(u"except"_s, array);
    const JsonParts numbers(array);
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        const JsonText value = numbers.value(i);
        const qint64 number = value.toWholeNumber().value_or(-1);
        if (number < 0 || number >= profile.count) {
            reader.fail(u"except"_s,
                        ErrorText::expected(u"the numbers of devices, from 0 to %1"_s.arg(profile.count - 1),
                                            ErrorText::found(value)));
            return;
        }
        profile.except.append(static_cast<int>(number));
    }
    sortUnique(profile.except);
    if (profile.except.size() >= profile.count)
        reader.fail(u"except"_s, u"it leaves out all %1 devices"_s.arg(profile.count));
}

void readNames(JsonReader &reader, Profile &profile)
{
    reader.readObject(u"names"_s, [&](JsonReader &inner) {
        for (const QString &key : inner.keys()) {
            bool isNumber = false;
            const int number = key.toInt(&isNumber);
            if (!isNumber || number < 0 || number >= profile.count || key != QString::number(number)) {
                inner.fail(key, u"expected the number of a device, from 0 to %1"_s.arg(profile.count - 1));
                return;
            }
            inner.readText(key, profile.names[number]);
        }
    });
}

} // namespace

QList<int> Members::indexes(const Profile &profile)
{
    QList<int> indexes;
    indexes.reserve(profile.count - profile.except.size());
    auto leftOut = profile.except.cbegin();
    for (int index = 0; index < profile.count; ++index) {
        if (leftOut != profile.except.cend() && *leftOut == index)
            ++leftOut;
        else
            indexes.append(index);
    }
    return indexes;
}

Profile Members::withOneMore(Profile profile, const QString &clientId)
{
    const int index = profile.count++;
    return renamed(std::move(profile), index, clientId);
}

Profile Members::without(Profile profile, const QList<int> &indexes)
{
    QList<int> &except = profile.except;
    except += indexes;
    sortUnique(except);
    for (const int index : indexes)
        profile.names.remove(index);
    while (profile.count > 1 && !except.isEmpty() && except.last() == profile.count - 1) {
        except.removeLast();
        --profile.count;
    }
    return profile;
}

Profile Members::renamed(Profile profile, int index, const QString &clientId)
{
    if (clientId.isEmpty())
        profile.names.remove(index);
    else
        profile.names[index] = clientId;
    return profile;
}

Profile Members::single(Profile profile, const QString &clientId)
{
    profile.count = 1;
    profile.except.clear();
    profile.names.clear();
    profile.clientId = Template::escaped(clientId);
    return profile;
}

Profile Members::ofDevices(Profile profile, const Profile &devices)
{
    profile.clientId = devices.clientId;
    profile.count = devices.count;
    profile.except = devices.except;
    profile.names = devices.names;
    return profile;
}

void Members::read(JsonReader &reader, Profile &profile)
{
    reader.read(u"count"_s, profile.count, 1, mostDevices);
    readExcept(reader, profile);
    readNames(reader, profile);
}

JsonText Members::writtenExcept(const Profile &profile)
{
    JsonBuilder except;
    for (const int index : profile.except)
        except.append(JsonText::whole(index));
    return except.isEmpty() ? JsonText() : except.array();
}

JsonText Members::writtenNames(const Profile &profile)
{
    JsonBuilder names;
    for (auto name = profile.names.cbegin(); name != profile.names.cend(); ++name)
        names.add(QString::number(name.key()), name.value());
    return names.isEmpty() ? JsonText() : names.object();
}

} // namespace Standin
