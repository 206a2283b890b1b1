// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/step.h"

#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

const QStringList &Step::kindNames()
{
    static const QStringList names = {
        u"connect"_s, u"offline"_s,    u"reconnect"_s,   u"publish"_s,       u"preset"_s,  u"rule"_s, u"setState"_s,
        u"expect"_s,  u"expectNone"_s, u"expectOrder"_s, u"expectState"_s,   u"capture"_s, u"http"_s, u"probe"_s,
        u"group"_s,   u"parallel"_s,   u"repeat"_s,      u"forEachDevice"_s, u"include"_s, u"wait"_s};
    Q_ASSERT(names.size() == std::variant_size_v<Kind>);
    return names;
}

bool Step::isAction() const
{
    if (const auto *probe = std::get_if<ProbeStep>(&kind))
        return std::holds_alternative<ProbePublish>(probe->does) || std::holds_alternative<ProbeSubscribe>(probe->does);
    return std::holds_alternative<HttpStep>(kind) || kind.index() <= Kind(SetState{}).index();
}

} // namespace Standin::Scenarios
