// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/capture.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "match/boundedexpression.h"
#include "match/operator.h"
#include "scenario/file/devicenames.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

void readMatches(JsonReader &reader, std::optional<QRegularExpression> &target)
{
    const QString key = u"matches"_s;
    std::optional<QString> pattern;
    reader.read(key, pattern);
    if (!pattern)
        return;
    const QRegularExpression alone(*pattern);
    if (pattern->size() > Match::Operator::longestExpression)
        reader.fail(key, u"longer than %1 characters"_s.arg(Match::Operator::longestExpression));
    else if (!alone.isValid())
        reader.fail(key, ErrorText::expected(u"a regular expression"_s, ErrorText::found(*pattern)) +
                             u": %1 at character %2"_s.arg(alone.errorString()).arg(alone.patternErrorOffset()));
    else
        target = QRegularExpression(Match::boundedExpression(*pattern));
}

} // namespace

JsonText Capture::valueIn(const Match::Message &message) const
{
    const Match::Operand operand = subject.in(message);
    if (operand.isAbsent())
        return {};
    const bool isText = !json.value(u"topicLevel").isUndefined() || !json.value(u"property").isUndefined();
    const JsonText value = isText ? JsonText() : operand.value();
    const QString text = value.isUndefined() ? operand.asText().value_or(QString()) : value.toPlainText();
    if (!matches)
        return value.isUndefined() ? JsonText::string(text) : value;
    const auto found = matches->match(text);
    return found.hasMatch() ? JsonText::string(found.captured(matches->captureCount() > 0 ? 1 : 0)) : JsonText();
}

QList<Capture> Capture::readAll(JsonReader &reader)
{
    QList<Capture> captures;
    const QStringList names = reader.keys();
    if (names.isEmpty() || names.size() > mostInStep)
        reader.failHere(ErrorText::expected(u"1 to %1 variables"_s.arg(mostInStep), QString::number(names.size())));
    for (const QString &name : names.first(std::min(names.size(), mostInStep))) {
        Capture capture{.variable = name};
        reader.read(name, capture.json);
        if (!DeviceNames::isName(name)) {
            reader.fail(name, u"expected a name of letters, digits, \"_\" and \"-\""_s);
        } else if (!capture.json.isString() && !capture.json.isObject()) {
            reader.unexpected(name, u"a JSON pointer, or an object such as {\"topicLevel\": 1}"_s);
        } else if (capture.json.isString()) {
            // The same as {"jsonPointer": …}, with the fault at the variable.
            JsonReader pointer(JsonBuilder().add(u"jsonPointer"_s, capture.json).object());
            capture.subject = Match::Subject::read(pointer, {});
            if (!pointer.status())
                reader.unexpected(name, u"a JSON pointer such as \"/traceId\""_s);
        } else {
            reader.readObject(name, [&capture](JsonReader &inner) {
                capture.subject = Match::Subject::read(inner, {});
                readMatches(inner, capture.matches);
                inner.refuseUnknownKeys();
            });
        }
        captures.append(capture);
    }
    return captures;
}

JsonText Capture::toJson(const QList<Capture> &captures)
{
    if (captures.isEmpty())
        return {};
    JsonBuilder object;
    for (const Capture &capture : captures)
        object.add(capture.variable, capture.json);
    return object.object();
}

} // namespace Standin::Scenarios
