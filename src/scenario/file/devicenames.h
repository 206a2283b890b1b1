// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QStringList>

#include <optional>

namespace Standin {
class JsonReader;
} // namespace Standin

namespace Standin::Scenarios {

/// The devices that a step is for, as its file names them:
///
///     "gw"            all devices of this entry of `devices`
///     "gw[1]"         the second one of it (the device with this index)
///     ["gw", "door"]  several
///     "*"             all devices of the scenario
///
/// Empty: inside of forEachDevice its current device, else the one entry of `devices`, if there is only one.
struct DeviceNames
{
    static constexpr QStringView all = u"*";
    static constexpr qsizetype most = 10'000;

    QStringList names = {};

    /// One of the names, in parts.
    struct Part
    {
        QString entry = {}; ///< `all`, or a key of `devices`
        std::optional<int> index = {};
    };
    /// nullopt when it has another form.
    [[nodiscard]] static std::optional<Part> parse(const QString &name);
    /// Whether it can be a key of `devices`, `probes` or a variable: letters, digits, "_" and "-", first a letter or
    /// "_".
    [[nodiscard]] static bool isName(const QString &name);

    /// The key `device`.
    static void read(JsonReader &reader, DeviceNames &target);
    /// Undefined by default; a string for one.
    [[nodiscard]] JsonText toJson() const;

    [[nodiscard]] bool isDefault() const { return names.isEmpty(); }

    bool operator==(const DeviceNames &) const = default;
};

} // namespace Standin::Scenarios
