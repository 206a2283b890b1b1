// SPDX-License-Identifier: GPL-3.0-or-later
// A profile file: a profile that was read can be written and read again without a change, edited, and rendered.
#include "base/clock.h"
#include "base/jsonparts.h"
#include "base/jsontree.h"
#include "fuzz/application.h"
#include "fuzz/require.h"
#include "profile/compiledprofile.h"
#include "profile/profilefile.h"
#include "template/templatescope.h"

using namespace Standin;

namespace {

/// What a member is does not depend on how it is looked for.
void lookUp(const QByteArray &text)
{
    const auto json = JsonText::parse(text);
    if (!json)
        return;
    const JsonTree tree(*json);
    const JsonParts parts(*json);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString key = json->isObject() ? parts.key(i) : QString::number(i);
        require(tree.at({key}) == json->child(key), "a tree has the same members as its text");
    }
}

/// The file itself is the command.
void render(const Profile &profile, const QByteArray &text)
{
    const auto compiled = CompiledProfile::make(profile);
    if (!compiled)
        return;
    constexpr qsizetype most = 100'000;
    const SystemClock clock;
    TemplateScope scope(clock, 1);
    scope.vars = (*compiled)->vars;
    scope.correlationKeys = profile.correlationNames();
    static_cast<void>((*compiled)->renderTopics(scope));
    static_cast<void>((*compiled)->renderFilters(scope));
    Command command{Match::Message({.topic = scope.topics.command, .payload = text}), {}};
    command.correlation = (*compiled)->correlation.find(command.message);
    scope.command = &command;
    const auto reply = (*compiled)->reply.render(scope, most);
    // Scripts are not run here; fuzz_template runs them.
    require(reply ? reply->size() <= most
                  : reply.error().code == ErrorCode::TooLarge || reply.error().code == ErrorCode::Unsupported,
            "a reply is rendered, too large, or needs a script");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    makeApplication();
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    lookUp(text);
    auto loaded = ProfileFile::parse(text);
    if (!loaded) {
        require(!loaded.error().message.isEmpty(), "an error says what is wrong");
        return 0;
    }
    render(loaded->profile, text);
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
