// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/unanswered.h"

namespace Standin {

QString toString(UnansweredReason reason)
{
    switch (reason) {
    case UnansweredReason::OwnMessage:
        return QStringLiteral("ownMessage");
    case UnansweredReason::NotOnCommandTopic:
        return QStringLiteral("notOnCommandTopic");
    case UnansweredReason::NotJson:
        return QStringLiteral("notJson");
    case UnansweredReason::NoCorrelationKey:
        return QStringLiteral("noCorrelationKey");
    case UnansweredReason::NoReply:
        return QStringLiteral("noReply");
    case UnansweredReason::Retained:
        return QStringLiteral("retained");
    case UnansweredReason::Duplicate:
        return QStringLiteral("duplicate");
    case UnansweredReason::RepliesStopped:
        return QStringLiteral("repliesStopped");
    }
    Q_UNREACHABLE();
}

std::optional<UnansweredReason> unansweredReasonFromString(QStringView name)
{
    for (int i = 0; i <= static_cast<int>(UnansweredReason::RepliesStopped); ++i) {
        const auto reason = static_cast<UnansweredReason>(i);
        if (toString(reason) == name)
            return reason;
    }
    return std::nullopt;
}

std::optional<JsonFault> JsonFault::in(const QByteArray &payload)
{
    const QByteArray text = Json::withoutByteOrderMark(payload);
    const auto error = JsonSyntax::check(text);
    if (!error)
        return std::nullopt;
    return JsonFault{.problem = error->problem, .at = Json::positionOf(text, error->offset)};
}

} // namespace Standin
