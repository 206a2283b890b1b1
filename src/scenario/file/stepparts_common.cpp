// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "scenario/file/stepparts.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

std::optional<ErrorCode> StepParts::errorCodeOf(JsonReader &reader, const QString &key, const QString &name)
{
    const auto code = errorCodeFromName(name);
    if (!code)
        reader.unexpected(key, u"the name of an error, such as \"broker-refused\""_s);
    return code;
}

void StepParts::readCaptures(JsonReader &reader, QList<Capture> &captures)
{
    reader.readObject(u"capture"_s, [&captures](JsonReader &inner) { captures = Capture::readAll(inner); });
}

void StepParts::readAmount(JsonReader &reader, Amount &amount)
{
    constexpr qint64 most = 1'000'000;
    std::optional<qsizetype> exactly;
    std::optional<qsizetype> atLeast;
    std::optional<qsizetype> atMost;
    reader.read(u"count"_s, exactly, 1, most);
    reader.read(u"atLeast"_s, atLeast, 0, most);
    reader.read(u"atMost"_s, atMost, 1, most);
    if (exactly && (atLeast || atMost))
        reader.fail(u"count"_s, u"expected either count, or atLeast and atMost, found both"_s);
    amount.least = exactly.value_or(atLeast.value_or(atMost ? 0 : 1));
    amount.most = exactly.value_or(atMost.value_or(Amount::any));
}

void StepParts::addAmount(JsonBuilder &object, const Amount &amount)
{
    if (amount.least == amount.most) {
        object.add(u"count"_s, JsonText::whole(amount.least));
        return;
    }
    if (amount.least != (amount.hasMost() ? 0 : 1))
        object.add(u"atLeast"_s, JsonText::whole(amount.least));
    if (amount.hasMost())
        object.add(u"atMost"_s, JsonText::whole(amount.most));
}

void StepParts::readMs(JsonReader &reader, const QString &key, int &ms, int least)
{
    reader.read(key, ms, least, Step::longestMs);
}

void StepParts::addMs(JsonBuilder &object, const QString &key, int ms, int usual)
{
    if (ms != usual)
        object.add(key, JsonText::whole(ms));
}

} // namespace Standin::Scenarios
