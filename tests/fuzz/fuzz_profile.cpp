// SPDX-License-Identifier: GPL-3.0-or-later
// A profile file: what can be read can be written, and reads the same then.
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
    auto again = ProfileFile::parse(ProfileFile::toText(loaded->profile));
    require(again.has_value(), "what is written can be read");
    // Of the keys that are known; others are merely kept.
    loaded->profile.source = again->profile.source = {};
    require(ProfileFile::toText(again->profile) == ProfileFile::toText(loaded->profile),
            "what is written is read as it was");
    return 0;
}
