// SPDX-License-Identifier: GPL-3.0-or-later
// A profile file: a profile that was read can be written and read again without a change.
#include "fuzz/require.h"
#include "profile/profilefile.h"

using namespace Standin;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    auto loaded = ProfileFile::parse(text);
    if (!loaded) {
        require(!loaded.error().message.isEmpty(), "an error says what is wrong");
        return 0;
    }
    require(ProfileFile::toText(loaded->profile) == text, "nothing is written where nothing was edited");
    Profile edited = loaded->profile;
    edited.name += QLatin1String("x");
    edited.connection.keepAlive = 65535 - edited.connection.keepAlive;
    edited.connection.will.reset();
    edited.messages.append(SavedMessage{.name = edited.name, .payload = "1.0"});
    if (!edited.telemetry.isEmpty())
        edited.telemetry.removeFirst();
    auto saved = ProfileFile::parse(ProfileFile::toText(edited));
    require(saved.has_value(), "what was edited can be read");
    saved->profile.source = edited.source = {};
    require(saved->profile == edited, "what was edited is read as it was");

    loaded->profile.source = {};
    auto again = ProfileFile::parse(ProfileFile::toText(loaded->profile));
    require(again.has_value(), "what is written can be read");
    // Only known keys; others are kept as they are.
    again->profile.source = {};
    require(ProfileFile::toText(again->profile) == ProfileFile::toText(loaded->profile),
            "what is written is read as it was");
    return 0;
}
