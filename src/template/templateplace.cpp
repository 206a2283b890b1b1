// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/templateplace.h"

#include "base/errortext.h"
#include "template/template.h"

namespace Standin {

using namespace Qt::StringLiterals;

Result<> TemplatePlace::check(const Template &text) const
{
    for (const Expression &name : text.names()) {
        const QString reason = reasonAgainst(name);
        if (!reason.isEmpty())
            return failure(ErrorCode::InvalidArgument,
                           u"${%1} has no value here: %2"_s.arg(name.path.join(u'.'), reason));
    }
    return {};
}

QString TemplatePlace::reasonAgainst(const Expression &name) const
{
    const QString &first = name.path.first();
    if (first == u"index")
        return {};
    if (first == u"clientId")
        return hasClientId ? QString() : u"the client id is made of this"_s;
    if (first == u"topics")
        return topics.contains(name.path.value(1))
                   ? QString()
                   : u"this topic is not known before a command comes, or is made of this"_s;
    if (first == u"state")
        return hasState ? QString() : u"a device has no state before it is made"_s;
    if (first == u"vars")
        return !anyVars && vars.at(name.path).isUndefined() ? u"vars has no such key"_s : QString();
    if (hasCommand && first == u"command" && name.path.value(1) == u"levels" && name.path.size() > 2)
        return reasonAgainstLevel(name.path.value(2));
    return hasCommand ? QString() : u"it comes with a command, and this answers none"_s;
}

QString TemplatePlace::reasonAgainstLevel(const QString &level) const
{
    bool isNumber = false;
    level.toUInt(&isNumber);
    if (isNumber || levelNames.contains(level))
        return {};
    return u"no level of the topic has this name"_s + ErrorText::suggestion(level, levelNames);
}

} // namespace Standin
