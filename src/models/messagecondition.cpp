// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/messagecondition.h"

#include "base/jsonbuilder.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Standin::Models {

namespace {

struct ComparisonSign
{
    QLatin1StringView sign;
    QString operatorName;
    bool isNegated = false;
};

/// The longer ones first.
const QList<ComparisonSign> &signs()
{
    static const QList<ComparisonSign> all = {{"!="_L1, u"equalTo"_s, true},
                                              {"="_L1, u"equalTo"_s},
                                              {"<"_L1, u"lessThan"_s},
                                              {">"_L1, u"greaterThan"_s},
                                              {"~"_L1, u"matches"_s}};
    return all;
}

/// Reads the parts of a text from left to right.
class ConditionParser
{
public:
    explicit ConditionParser(const QString &text)
        : m_rest(text)
    {}

    Result<JsonText> pattern()
    {
        do {
            if (const auto read = readPart(); !read)
                return Failure(read.error());
        } while (skipAnd());
        JsonBuilder pattern;
        if (!m_values.isEmpty())
            pattern.add(u"payload"_s, JsonBuilder().add(u"allOf"_s, m_values.array()).object());
        if (!m_keys.isEmpty())
            pattern.add(u"correlation"_s, m_keys.object());
        return pattern.object();
    }

private:
    Result<> readPart()
    {
        static const QRegularExpression endOfSubject(u"[\\s=<>~]|!="_s);
        m_rest = m_rest.trimmed();
        const qsizetype end = m_rest.indexOf(endOfSubject);
        const QString subject = m_rest.first(end < 0 ? m_rest.size() : end).toString();
        m_rest = m_rest.sliced(subject.size()).trimmed();
        if (subject.isEmpty())
            return failure(ErrorCode::InvalidArgument,
                           u"expected a JSON pointer such as /op, or a correlation key, found \"%1\""_s.arg(m_rest));
        for (const ComparisonSign &sign : signs()) {
            if (m_rest.startsWith(sign.sign)) {
                m_rest = m_rest.sliced(sign.sign.size());
                return readValue(subject, sign);
            }
        }
        return addPresence(subject);
    }

    Result<> readValue(const QString &subject, const ComparisonSign &sign)
    {
        m_rest = m_rest.trimmed();
        const QString value = m_rest.first(endOfValue()).trimmed().toString();
        m_rest = m_rest.sliced(endOfValue());
        if (value.isEmpty())
            return failure(ErrorCode::InvalidArgument, u"expected a value behind \"%1 %2\""_s.arg(subject, sign.sign));
        const auto json = valueOf(value, sign);
        if (!json)
            return Failure(json.error());
        if (subject.startsWith(u'/')) {
            addValue(subject, sign, *json);
            return {};
        }
        if (sign.sign != "="_L1)
            return failure(ErrorCode::InvalidArgument,
                           u"expected \"=\" behind the correlation key %1, found \"%2\""_s.arg(subject, sign.sign));
        return addKey(subject, *json);
    }

    Result<> addKey(const QString &key, const JsonText &value)
    {
        if (m_knownKeys.contains(key))
            return failure(ErrorCode::InvalidArgument, u"expected the correlation key %1 once"_s.arg(key));
        m_knownKeys.append(key);
        m_keys.add(key, value);
        return {};
    }

    /// The next " and " behind a string in quotation marks.
    [[nodiscard]] qsizetype endOfValue() const
    {
        qsizetype from = 0;
        if (m_rest.startsWith(u'"')) {
            for (from = 1; from < m_rest.size() && m_rest[from] != u'"'; ++from)
                from += m_rest[from] == u'\\' ? 1 : 0;
        }
        const qsizetype end = m_rest.indexOf(u" and ", std::min(from, m_rest.size()));
        if (end < 0 && m_rest.endsWith(u" and"))
            return m_rest.size() - 4;
        return end < 0 ? m_rest.size() : end;
    }

    /// Numbers, strings in quotation marks, true, false and null as in JSON; any other text is a string.
    static Result<JsonText> valueOf(const QString &value, const ComparisonSign &sign)
    {
        const bool isString = value.startsWith(u'"');
        if (sign.operatorName == u"matches" && !isString)
            return JsonText::string(value);
        auto json = JsonText::parse(value.toUtf8());
        if (isString || (json && !value.startsWith(u'{') && !value.startsWith(u'[')))
            return json;
        return JsonText::string(value);
    }

    void addValue(const QString &pointer, const ComparisonSign &sign, const JsonText &value)
    {
        JsonBuilder part;
        part.add(u"jsonPointer"_s, JsonText::string(pointer)).add(sign.operatorName, value);
        m_values.append(sign.isNegated ? JsonBuilder().add(u"not"_s, part.object()).object() : part.object());
    }

    Result<> addPresence(const QString &subject)
    {
        if (!subject.startsWith(u'/'))
            return failure(ErrorCode::InvalidArgument,
                           u"expected \"= value\" behind the correlation key %1"_s.arg(subject));
        addValue(subject, {{}, u"present"_s}, QJsonValue(true));
        return {};
    }

    /// False at the end of the text.
    bool skipAnd()
    {
        m_rest = m_rest.trimmed();
        if (m_rest.isEmpty())
            return false;
        if (m_rest == u"and" || m_rest.startsWith(u"and "))
            m_rest = m_rest.sliced(3);
        return true;
    }

    QStringView m_rest;
    JsonBuilder m_values;
    JsonBuilder m_keys;
    QStringList m_knownKeys;
};

Result<std::optional<Match::Pattern>> patternOf(const Result<JsonText> &json)
{
    if (!json)
        return Failure(json.error());
    return Match::Pattern::fromJson(*json).map([](const Match::Pattern &pattern) { return std::optional(pattern); });
}

} // namespace

Result<std::optional<Match::Pattern>> MessageCondition::fromText(const QString &text)
{
    const QString entered = text.trimmed();
    if (entered.isEmpty())
        return std::nullopt;
    if (entered.startsWith(u'{'))
        return patternOf(JsonText::parse(entered.toUtf8()));
    return patternOf(ConditionParser(entered).pattern()).map_error([](const Error &error) {
        return Error{error.code, error.message}; // the user has not entered the JSON that `where` points into
    });
}

} // namespace Standin::Models
