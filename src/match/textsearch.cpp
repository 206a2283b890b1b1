// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/textsearch.h"

#include <algorithm>

namespace Standin::Match {

bool TextSearch::matches(const Message &message) const
{
    const NamedTexts &correlation = message.correlation();
    if (matches(message.topic()) ||
        std::any_of(correlation.begin(), correlation.end(), [this](const auto &pair) { return matches(pair.second); }))
        return true;
    const QByteArray &payload = message.payload();
    return payload.size() <= searchedBytes ? matches(message.text())
                                           : matches(QString::fromUtf8(payload.first(searchedBytes)));
}

} // namespace Standin::Match
