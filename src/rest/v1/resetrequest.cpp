// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/resetrequest.h"

#include "rest/v1/requestbody.h"

#include <array>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

struct ResetPart
{
    QLatin1StringView name;
    bool ResetParts::*part;
};

constexpr std::array resetParts = {
    ResetPart{"presetReplies"_L1, &ResetParts::presetReplies},
    ResetPart{"rules"_L1, &ResetParts::rules},
    ResetPart{"state"_L1, &ResetParts::state},
    ResetPart{"devices"_L1, &ResetParts::devices},
    ResetPart{"profiles"_L1, &ResetParts::profiles},
};

} // namespace

Result<ResetParts> resetPartsFrom(const QByteArray &body)
{
    return readerOf(body).and_then([](JsonReader reader) {
        ResetParts parts;
        for (const ResetPart &known : resetParts)
            reader.read(known.name, parts.*known.part);
        return finish(reader).map([&parts] { return parts; });
    });
}

QJsonArray namesOf(const ResetParts &parts)
{
    QJsonArray names;
    for (const ResetPart &known : resetParts) {
        if (parts.*known.part)
            names.append(QString(known.name));
    }
    return names;
}

} // namespace Standin::Rest
