// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errortext.h"

#include <algorithm>
#include <vector>

namespace Standin::ErrorText {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShown = 40;

/// How many characters must be inserted, left out, exchanged or swapped with their neighbour (optimal string
/// alignment).
qsizetype distance(QStringView a, QStringView b)
{
    using Row = std::vector<qsizetype>;
    const auto width = static_cast<size_t>(b.size()) + 1;
    Row beforeLast(width);
    Row last(width);
    Row current(width);
    for (size_t j = 0; j < width; ++j)
        last[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const qsizetype exchanged = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[at] = std::min({last[at] + 1, current[at - 1] + 1, exchanged});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[at] = std::min(current[at], beforeLast[at - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, current);
    }
    return last.back();
}

} // namespace

QString expected(const QString &what, const QString &found)
{
    return u"expected "_s + what + u", found "_s + found;
}

QString listed(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.first(words.size() - 1).join(u", "_s) + u" or "_s + words.last();
}

QString quotedList(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : words)
        quoted += u'"' + word + u'"';
    return listed(quoted);
}

QString typeOf(const JsonText &value)
{
    switch (value.type()) {
    case JsonText::Type::Undefined:
        return u"nothing"_s;
    case JsonText::Type::Null:
        return u"null"_s;
    case JsonText::Type::Bool:
        return u"a boolean"_s;
    case JsonText::Type::Number:
        return u"a number"_s;
    case JsonText::Type::String:
        return value.text() == "\"\"" ? u"an empty string"_s : u"a string"_s;
    case JsonText::Type::Array:
        return u"an array"_s;
    case JsonText::Type::Object:
        return u"an object"_s;
    }
    Q_UNREACHABLE();
}

QString found(const JsonText &value)
{
    const bool isShown =
        value.isNull() || value.isBool() || value.isNumber() || (value.isString() && !value.toString().isEmpty());
    const bool isShort =
        value.toString().size() <= longestShown && (value.isString() || value.text().size() <= longestShown);
    return isShown && isShort ? QString::fromUtf8(value.text()) : typeOf(value);
}

QString found(const QString &text)
{
    return found(JsonText::string(text));
}

QString nearest(const QString &word, const QStringList &known)
{
    if (word.isEmpty() || word.size() > longestShown)
        return {};
    QString best;
    qsizetype least = std::max<qsizetype>(1, word.size() / 3) + 1; // more than that is another word
    for (const QString &candidate : known) {
        const qsizetype steps = distance(word.toCaseFolded(), candidate.toCaseFolded());
        if (steps < least) {
            least = steps;
            best = candidate;
        }
    }
    return best;
}

QString suggestion(const QString &word, const QStringList &known)
{
    const QString near = nearest(word, known);
    return near.isEmpty() ? QString() : u"; did you mean \"%1\"?"_s.arg(near);
}

} // namespace Standin::ErrorText
