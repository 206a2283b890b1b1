// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/expression.h"

#include "base/errortext.h"
#include "template/script.h"
#include "template/topics.h"

#include <QHash>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestWalkName = 100;

struct Signature
{
    int least;
    int most;
    bool numbers; ///< every argument but the first of walk() must be a number
};

const QHash<QString, Signature> &functions()
{
    static const QHash<QString, Signature> known = {
        {u"now"_s, {0, 0, true}},     {u"isoNow"_s, {0, 0, true}}, {u"uuid"_s, {0, 0, true}},
        {u"seq"_s, {0, 0, true}},     {u"random"_s, {2, 2, true}}, {u"randomInt"_s, {2, 2, true}},
        {u"pick"_s, {1, 100, false}}, {u"walk"_s, {4, 4, false}},  {u"sine"_s, {3, 3, true}},
    };
    return known;
}

QString namesOfFunctions()
{
    return Expression::functionNames().join(u"(), "_s) + u"()"_s;
}

/// Reads an expression from left to right.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_rest(text)
    {}

    void skipSpace() { m_rest = m_rest.trimmed(); }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] QStringView rest() const { return m_rest; }

    bool take(QChar c)
    {
        skipSpace();
        if (!m_rest.startsWith(c))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    /// After a dot it may also be a number.
    QString takeName(bool behindDot)
    {
        skipSpace();
        qsizetype length = 0;
        while (length < m_rest.size() && isNameChar(m_rest[length], length == 0, behindDot))
            ++length;
        const QString name = m_rest.first(length).toString();
        m_rest = m_rest.sliced(length);
        return name;
    }

    std::optional<JsonText> takeLiteral()
    {
        skipSpace();
        if (m_rest.startsWith(u'\'') || m_rest.startsWith(u'"'))
            return takeString();
        qsizetype length = 0;
        while (length < m_rest.size() && (m_rest[length].isDigit() || u"+-.eE"_s.contains(m_rest[length])))
            ++length;
        bool isNumber = false;
        const double number = m_rest.first(length).toDouble(&isNumber);
        if (!isNumber)
            return std::nullopt;
        const auto asWritten = JsonText::parse(m_rest.first(length).toUtf8());
        m_rest = m_rest.sliced(length);
        return asWritten.value_or(JsonText(QJsonValue(number))); // a few spellings, such as +1, are not JSON
    }

private:
    static bool isNameChar(QChar c, bool first, bool behindDot)
    {
        return c == u'_' || c == u'$' || c.isLetter() || ((!first || behindDot) && c.isDigit()) ||
               (!first && c == u'-');
    }

    std::optional<JsonText> takeString()
    {
        const qsizetype end = m_rest.indexOf(m_rest.front(), 1);
        if (end < 0)
            return std::nullopt;
        const QString text = m_rest.sliced(1, end - 1).toString();
        m_rest = m_rest.sliced(end + 1);
        return JsonText::string(text);
    }

    QStringView m_rest;
};

Failure wrong(const QString &source, const QString &what)
{
    return failure(ErrorCode::InvalidArgument, u"${%1}: %2"_s.arg(source, what));
}

} // namespace

Result<Expression> Expression::parse(const QString &source, const TemplateNames &names)
{
    Expression expression;
    QString fault = read(source, expression);
    if (fault.isEmpty())
        fault = expression.isCall ? expression.faultOfCall() : expression.faultOfName(names);
    if (!fault.isEmpty())
        return wrong(source, fault);
    return expression;
}

bool Expression::isMisspelt(const QString &source)
{
    Expression expression;
    if (!read(source, expression).isEmpty())
        return source.trimmed().isEmpty();
    const QString &first = expression.path.first();
    const bool isOfJavaScript = Script::globals().contains(first) || Script::literals().contains(first);
    const bool isMethod = expression.isCall && expression.path.size() > 1;
    // A dash belongs to a name, but may have been meant as a minus.
    return !isOfJavaScript && !isMethod && expression.path.last() != u"length" && !first.contains(u'-');
}

const QStringList &Expression::functionNames()
{
    static const QStringList names = [] {
        QStringList sorted = functions().keys();
        sorted.sort();
        return sorted;
    }();
    return names;
}

QString Expression::read(const QString &source, Expression &expression)
{
    Reader reader(source);
    do {
        const QString name = reader.takeName(!expression.path.isEmpty());
        if (name.isEmpty())
            return u"expected a name such as requestTime, or a call such as now()"_s;
        expression.path.append(name);
    } while (reader.take(u'.'));

    if (reader.take(u'(')) {
        expression.isCall = true;
        if (!reader.take(u')')) {
            do {
                const auto literal = reader.takeLiteral();
                if (!literal)
                    return u"expected a number or a quoted text at \"%1\""_s.arg(reader.rest());
                expression.arguments.append(*literal);
            } while (reader.take(u','));
            if (!reader.take(u')'))
                return u"the closing bracket is missing"_s;
        }
    }
    reader.skipSpace();
    return reader.atEnd() ? QString() : u"did not expect \"%1\""_s.arg(reader.rest());
}

QString Expression::faultOfCall() const
{
    const QString name = path.join(u'.');
    const auto known = functions().constFind(name);
    if (known == functions().cend())
        return u"there is no function %1(); known are %2"_s.arg(name, namesOfFunctions());
    const auto count = arguments.size();
    if (count < known->least || count > known->most)
        return u"%1() takes %2 arguments, found %3"_s.arg(name).arg(known->least).arg(count);
    for (qsizetype i = 0; i < count; ++i) {
        const bool mustBeNumber = known->numbers || (name == u"walk" && i > 0);
        if (mustBeNumber && !arguments[i].isNumber())
            return u"argument %1 of %2() must be a number"_s.arg(i + 1).arg(name);
    }
    if (name == u"walk" && arguments.first().toString().size() > longestWalkName)
        return u"the name of a walk has at most %1 characters"_s.arg(longestWalkName);
    return {};
}

QString Expression::faultOfCommand() const
{
    const QString part = path.value(1);
    const bool hasOnePart = path.size() == 3;
    static const QStringList plain = {u"topic"_s, u"payload"_s, u"qos"_s, u"retain"_s};
    const bool isRight = part == u"json" || (path.size() == 2 && plain.contains(part)) ||
                         (part == u"levels" && hasOnePart) || (part == u"properties" && hasOnePart);
    if (isRight)
        return {};
    return u"expected command.topic, command.levels.0 (counted from 0, or by name), command.payload, command.qos, "
           u"command.retain, "
           "command.json.name or command.properties.name"_s;
}

QString Expression::faultOfName(const TemplateNames &names) const
{
    const QString &name = path.first();
    if (name == u"topics") {
        const bool isRight = path.size() == 2 && Topics::names().contains(path[1]);
        return isRight ? QString() : u"expected topics.%1"_s.arg(Topics::names().join(u" or topics."_s));
    }
    if (name == u"command")
        return faultOfCommand();
    const QStringList withParts = QStringList{u"vars"_s, u"state"_s} + names.objects;
    const QStringList plain = QStringList{u"clientId"_s, u"index"_s} + withParts;
    const bool isKnown = plain.contains(name) || names.correlation.contains(name, Qt::CaseInsensitive);
    if (isKnown && (withParts.contains(name) || path.size() == 1))
        return {};
    if (isKnown)
        return u"%1 has no parts"_s.arg(name);
    const QStringList known = plain + names.correlation;
    const QStringList similar = known + QStringList{u"topics"_s, u"command"_s};
    return u"unknown name%1; known are %2, topics, command and the functions %3. Write $${ for a plain ${"_s.arg(
        ErrorText::suggestion(name, similar), known.join(u", "), namesOfFunctions());
}

} // namespace Standin
