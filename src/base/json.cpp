// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include "base/jsonindenter.h"
#include "base/jsonsyntax.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Standin::Json {

namespace {

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    constexpr double exactlyWhole = 9007199254740992.0; // 2^53: above it not every integer has a double
    const double number = value.isDouble() ? value.toDouble() : 0.5;
    if (std::trunc(number) != number || std::abs(number) >= exactlyWhole)
        return std::nullopt;
    return static_cast<qint64>(number);
}

} // namespace

TextPosition positionOf(const QByteArray &text, qsizetype offset)
{
    const QByteArrayView before = QByteArrayView(text).first(qBound(qsizetype(0), offset, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const auto line = static_cast<int>(before.count('\n')) + 1;
    return {line, static_cast<int>(QString::fromUtf8(before.sliced(lineStart)).size()) + 1};
}

qsizetype byteOrderMarkSize(QByteArrayView text)
{
    const QByteArrayView mark("\xEF\xBB\xBF");
    return text.startsWith(mark) ? mark.size() : 0;
}

QByteArray withoutByteOrderMark(const QByteArray &text)
{
    const qsizetype size = byteOrderMarkSize(text);
    return size > 0 ? text.sliced(size) : text;
}

Result<> check(const QByteArray &text)
{
    const QByteArray json = withoutByteOrderMark(text);
    if (const auto error = JsonSyntax::check(json)) {
        const TextPosition at = positionOf(json, error->offset);
        const QString problem = error->message();
        return failure(ErrorCode::MalformedJson, QStringLiteral("not valid JSON: ") + problem,
                       QStringLiteral("line %1, column %2").arg(at.line).arg(at.column), problem);
    }
    return {};
}

Result<QJsonValue> parse(const QByteArray &text)
{
    if (const auto checked = check(text); !checked)
        return Failure(checked.error());
    const QByteArray json = withoutByteOrderMark(text);
    // Before Qt 6.9 QJsonDocument takes only arrays and objects at the top level, hence the brackets.
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + json + ']', &error);
    if (error.error != QJsonParseError::NoError) // a number out of range, such as 1e999
        return failure(ErrorCode::MalformedJson, QStringLiteral("cannot be represented: ") + error.errorString());
    return document.array().first();
}

QByteArray toCompact(const QJsonValue &value)
{
    if (const auto whole = wholeNumber(value))
        return QByteArray::number(*whole);
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return wrapped.sliced(1, wrapped.size() - 2);
}

QByteArray quoted(QStringView text)
{
    const auto isPlain = [](QChar c) { return c >= u' ' && c != u'"' && c != u'\\' && !c.isSurrogate(); };
    if (!std::ranges::all_of(text, isPlain))
        return toCompact(QJsonValue(text.toString()));
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    out += text.toUtf8();
    out += '"';
    return out;
}

QString toPlainText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return QString::fromUtf8(toCompact(value));
}

Result<QByteArray> reindented(const QByteArray &text, int indent)
{
    if (const auto valid = check(text); !valid)
        return Failure(valid.error());

    return JsonIndenter(withoutByteOrderMark(text), indent).next(std::numeric_limits<qsizetype>::max());
}

} // namespace Standin::Json
