// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/devicenames.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

#include <QRegularExpression>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

std::optional<DeviceNames::Part> DeviceNames::parse(const QString &name)
{
    if (name == all)
        return Part{.entry = name};
    static const QRegularExpression form(u"^([A-Za-z_][A-Za-z0-9_-]{0,99})(?:\\[([0-9]{1,6})\\])?\\z"_s);
    const auto found = form.match(name);
    if (!found.hasMatch())
        return std::nullopt;
    Part part{.entry = found.captured(1)};
    if (found.hasCaptured(2))
        part.index = found.captured(2).toInt();
    return part;
}

bool DeviceNames::isName(const QString &name)
{
    const auto part = parse(name);
    return part && part->entry == name && name != all;
}

void DeviceNames::read(JsonReader &reader, DeviceNames &target)
{
    const QString key = u"device"_s;
    const QString expected = u"a name of devices, such as \"gw\", \"gw[0]\" or \"*\""_s;
    JsonText value;
    if (!reader.read(key, value))
        return;
    if (value.isString())
        target.names = {value.toString()};
    else if (value.isArray())
        reader.read(key, target.names);
    else
        reader.unexpected(key, expected + u", or an array of them"_s);
    if (value.isArray() && reader.status() && (target.names.isEmpty() || target.names.size() > most))
        reader.fail(key, ErrorText::expected(u"1 to %1 names"_s.arg(most), QString::number(target.names.size())));
    for (const QString &name : target.names) {
        if (!parse(name))
            reader.fail(key, ErrorText::expected(expected, ErrorText::found(name)));
    }
}

JsonText DeviceNames::toJson() const
{
    if (names.isEmpty())
        return {};
    return names.size() == 1 ? JsonText::string(names.first()) : JsonBuilder::strings(names);
}

} // namespace Standin::Scenarios
