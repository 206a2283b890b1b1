// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/checkeddevices.h"

#include "base/clock.h"
#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "profile/compiledprofile.h"
#include "profile/members.h"
#include "scenario/file/deviceprofile.h"
#include "scenario/file/scenarioscope.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

CheckedDevices::CheckedDevices(const Scenario &scenario, const JsonText &firstRow, Faults &faults)
{
    const SystemClock clock;
    ScenarioScope scope(clock, 0, nullptr);
    scope.setVars(scenario.vars);
    scope.setRow(firstRow);
    scope.setRun(JsonBuilder()
                     .add(u"id"_s, u"check"_s)
                     .add(u"testId"_s, u"check"_s)
                     .add(u"seed"_s, JsonText::whole(0))
                     .object());
    for (const DeviceEntry &entry : scenario.devices) {
        m_names.append(entry.name);
        const auto profile = DeviceProfile::make(entry, scenario, scope);
        const auto compiled = profile.and_then(&CompiledProfile::make);
        if (profile)
            m_profiles.insert_or_assign(entry.name, *profile);
        if (!compiled) // the place in the profile is part of the message, the one of the entry is where it is used
            faults.add(Error{.code = compiled.error().code,
                             .message = profile && !entry.file.isEmpty()
                                            ? entry.file + u": "_s + compiled.error().toString()
                                            : compiled.error().toString(),
                             .where = scenario.placeOf(entry.pointer)});
    }
}

const Profile *CheckedDevices::profile(const QString &entry) const
{
    const auto found = m_profiles.find(entry);
    return found == m_profiles.end() ? nullptr : &found->second;
}

QString CheckedDevices::faultOf(const QString &name) const
{
    const auto part = DeviceNames::parse(name);
    if (!part)
        return {}; // a fault of the form
    if (part->entry == DeviceNames::all)
        return m_names.isEmpty() ? u"the scenario has no devices"_s : QString();
    if (!m_names.contains(part->entry))
        return u"there is no device \"%1\"%2"_s.arg(part->entry, ErrorText::suggestion(part->entry, m_names));
    const Profile *known = profile(part->entry);
    if (part->index && known && !Members::indexes(*known).contains(*part->index))
        return u"\"%1\" has no device with index %2"_s.arg(part->entry).arg(*part->index);
    return {};
}

QStringList CheckedDevices::entriesOf(const DeviceNames &devices, const DeviceNames *current, const QString &where,
                                      Faults &faults) const
{
    const DeviceNames &meant = devices.isDefault() && current ? *current : devices;
    if (meant.isDefault() && !current && m_names.size() != 1) {
        faults.add(m_names.isEmpty()
                       ? u"the scenario has no devices"_s
                       : ErrorText::expected(u"\"device\": one of "_s + ErrorText::quotedList(m_names), u"nothing"_s),
                   where);
        return {};
    }
    QStringList entries;
    for (const QString &name : meant.isDefault() ? QStringList{DeviceNames::all.toString()} : meant.names) {
        if (const QString fault = faultOf(name); !fault.isEmpty()) {
            if (!devices.isDefault())
                faults.add(fault, where + u"/device"_s);
            continue;
        }
        const auto part = DeviceNames::parse(name);
        entries += !part ? QStringList() : part->entry == DeviceNames::all ? m_names : QStringList{part->entry};
    }
    return entries;
}

qsizetype CheckedDevices::countOf(const QString &name) const
{
    const auto part = DeviceNames::parse(name);
    if (!part)
        return 0;
    qsizetype count = 0;
    for (const QString &entry : part->entry == DeviceNames::all ? m_names : QStringList{part->entry}) {
        const Profile *known = profile(entry);
        count += part->index || !known ? 1 : Members::indexes(*known).size();
    }
    return count;
}

bool CheckedDevices::isOne(const DeviceNames &devices, const DeviceNames *current) const
{
    if (devices.isDefault() && current)
        return true;
    qsizetype count = 0;
    for (const QString &name : devices.isDefault() ? QStringList{DeviceNames::all.toString()} : devices.names)
        count += countOf(name);
    return count == 1;
}

} // namespace Standin::Scenarios
