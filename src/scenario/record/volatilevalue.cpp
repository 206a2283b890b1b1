// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/volatilevalue.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr double secondsPerDay = 24 * 3600;
constexpr double secondsPerYear = 365.25 * secondsPerDay;

QString uuidForm()
{
    return u"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"_s;
}

QString isoTimeForm()
{
    return u"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"_s;
}

QString httpDateForm()
{
    return u"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"_s;
}

/// An expression that is compiled once, for whole texts.
class WholeText
{
public:
    explicit WholeText(const QString &expression)
        : m_expression(expression)
        , m_compiled(QRegularExpression::anchoredPattern(expression))
    {
        m_compiled.optimize();
    }

    [[nodiscard]] bool fits(const QString &text) const { return m_compiled.match(text).hasMatch(); }
    [[nodiscard]] const QString &expression() const { return m_expression; }

private:
    QString m_expression;
    QRegularExpression m_compiled;
};

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool hasDigit(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// A key without regard to how its words are joined.
QString folded(const QString &key)
{
    return key.toLower().remove(u'_').remove(u'-').remove(u'.');
}

bool isOfTime(const QString &key)
{
    const QString plain = folded(key);
    return plain.contains(u"time") || plain.contains(u"stamp") || plain.contains(u"date") || plain == u"ts" ||
           plain == u"at" || key.endsWith(u"At") || key.endsWith(u"_at") || key.endsWith(u"Ts");
}

/// Keys whose numbers count messages or requests.
bool isOfCounter(const QString &key)
{
    static const QSet<QString> keys = {
        u"id"_s,        u"seq"_s,       u"seqno"_s,   u"seqnr"_s, u"seqnum"_s, u"sequence"_s, u"sequenceno"_s,
        u"counter"_s,   u"cnt"_s,       u"msgno"_s,   u"mid"_s,   u"rid"_s,    u"tid"_s,      u"sequencenumber"_s,
        u"messageno"_s, u"requestno"_s, u"packetid"_s};
    return keys.contains(folded(key));
}

/// Keys whose values belong to one request.
bool isOfRequest(const QString &key)
{
    static const QSet<QString> keys = {
        u"nonce"_s,     u"token"_s,         u"traceid"_s,       u"spanid"_s,      u"traceparent"_s,
        u"requestid"_s, u"reqid"_s,         u"correlationid"_s, u"corrid"_s,      u"msgid"_s,
        u"messageid"_s, u"transactionid"_s, u"txid"_s,          u"jobid"_s,       u"taskid"_s,
        u"cmdid"_s,     u"commandid"_s,     u"sessionid"_s,     u"clienttoken"_s, u"executionid"_s,
        u"ticket"_s,    u"signature"_s,     u"sign"_s,          u"hmac"_s,        u"idempotencykey"_s};
    return keys.contains(folded(key));
}

/// Of a number of seconds since 1970.
bool isNearTime(double seconds, qint64 at, double within)
{
    return std::abs(seconds - static_cast<double>(at) / 1e6) <= within;
}

/// Digits as a time since 1970, in the unit that their number suggests; nullopt when it is none.
std::optional<QString> epochExpression(const QString &text, const QString &key, qint64 at)
{
    static const QRegularExpression form(u"^([0-9]{10}|[0-9]{13}|[0-9]{16}|[0-9]{19})(\\.[0-9]+)?$"_s);
    const auto found = form.match(text);
    if (!found.hasMatch())
        return std::nullopt;
    const qsizetype digits = found.captured(1).size();
    const double seconds = found.captured(1).toDouble() / std::pow(10, digits - 10);
    constexpr double years = 20;
    const bool isCertain = digits > 10 || isOfTime(key);
    if (!isNearTime(seconds, at, isCertain ? years * secondsPerYear : secondsPerDay))
        return std::nullopt;
    return u"[0-9]{%1}"_s.arg(digits) + (found.captured(2).isEmpty() ? QString() : u"(?:\\.[0-9]+)?"_s);
}

/// A date or a time of day that is about the present one.
bool isPresent(const QString &text, qint64 at)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at / 1000, Qt::UTC);
    if (const QDate date = QDate::fromString(text, u"yyyy-MM-dd"_s); date.isValid())
        return std::abs(date.daysTo(then.date())) <= 1;
    const QTime time = QTime::fromString(text.left(8), u"HH:mm:ss"_s);
    constexpr int minutes = 5;
    const auto isClose = [&time](const QTime &other) { return std::abs(time.secsTo(other)) <= minutes * 60; };
    return time.isValid() && (isClose(then.time()) || isClose(then.toLocalTime().time()));
}

bool isRandomHex(const QString &text)
{
    constexpr qsizetype shortest = 16;
    if (text.size() < shortest || isDigits(text))
        return false;
    static const WholeText form(u"(?=.*[0-9])(?:[0-9a-f]+|[0-9A-F]+)"_s);
    return form.fits(text);
}

/// Words change between small letters, capitals and digits seldom; random text does at every second character.
bool isRandomBase64(const QString &text)
{
    constexpr qsizetype shortest = 20;
    static const WholeText form(u"[A-Za-z0-9+/_-]+={0,2}"_s);
    if (text.size() < shortest || !form.fits(text))
        return false;
    const auto classOf = [](QChar c) { return c.isDigit() ? 0 : c.isUpper() ? 1 : c.isLower() ? 2 : 3; };
    qsizetype changes = 0;
    QSet<int> classes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        classes.insert(classOf(text[i]));
        changes += i > 0 && classOf(text[i]) != classOf(text[i - 1]);
    }
    return classes.contains(0) && classes.contains(1) && classes.contains(2) && changes * 3 >= text.size();
}

/// Those that can be told by their form alone.
std::optional<VolatileValue> ofForm(const QString &text)
{
    using Kind = VolatileValue::Kind;
    static const std::pair<Kind, WholeText> forms[] = {
        {Kind::Uuid, WholeText(uuidForm())},
        {Kind::Uuid, WholeText(u"\\{"_s + uuidForm() + u"\\}"_s)},
        {Kind::IsoTime, WholeText(isoTimeForm())},
        {Kind::HttpDate, WholeText(httpDateForm())},
        {Kind::Ulid, WholeText(u"0[0-9A-HJKMNP-TV-Z]{25}"_s)},
        {Kind::Jwt, WholeText(u"eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*"_s)},
    };
    constexpr qsizetype shortest = 16; // an ISO time without seconds
    if (text.size() < shortest)
        return std::nullopt;
    for (const auto &[kind, form] : forms) {
        if (form.fits(text))
            return VolatileValue{kind, form.expression()};
    }
    return std::nullopt;
}

std::optional<VolatileValue> ofText(const QString &text, const QString &key, qint64 at)
{
    using Kind = VolatileValue::Kind;
    static const WholeText date(u"[0-9]{4}-[0-9]{2}-[0-9]{2}"_s);
    static const WholeText clockTime(u"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?"_s);
    constexpr qsizetype shortest = 8; // a time of day
    if (text.size() >= shortest && hasDigit(text)) {
        if (const auto form = ofForm(text))
            return form;
        if (const auto epoch = epochExpression(text, key, at))
            return VolatileValue{Kind::Epoch, *epoch};
        if (date.fits(text) && isPresent(text, at))
            return VolatileValue{Kind::Date, date.expression()};
        if (clockTime.fits(text) && isPresent(text, at))
            return VolatileValue{Kind::ClockTime, clockTime.expression()};
        if (isRandomHex(text))
            return VolatileValue{Kind::Hex, u"[0-9a-fA-F]{%1}"_s.arg(text.size())};
        if (isRandomBase64(text))
            return VolatileValue{Kind::Base64, u"[A-Za-z0-9+/_=-]+"_s};
    }
    if (key.isEmpty() || !isOfRequest(key) || text.isEmpty())
        return std::nullopt;
    if (isDigits(text))
        return VolatileValue{Kind::Counter, u"[0-9]+"_s};
    return VolatileValue{Kind::Token, VolatileValue::anyText.toString()};
}

} // namespace

std::optional<VolatileValue> VolatileValue::of(const JsonText &value, const QString &key, qint64 at)
{
    if (value.isString()) {
        const QString text = value.toString();
        const auto found = ofText(text, key, at);
        return !found && isDigits(text) && isOfCounter(key) ? VolatileValue{Kind::Counter, u"[0-9]+"_s} : found;
    }
    if (!value.isNumber())
        return std::nullopt;
    const QString text = QString::fromLatin1(value.text());
    if (const auto epoch = epochExpression(text, key, at))
        return VolatileValue{Kind::Epoch, *epoch};
    const bool isInteger = isDigits(text.startsWith(u'-') ? text.sliced(1) : text);
    if (isInteger && (isOfCounter(key) || isOfRequest(key)))
        return VolatileValue{Kind::Counter, u"-?[0-9]+"_s};
    return std::nullopt;
}

std::optional<QString> VolatileValue::expressionFor(const QString &text, qint64 at)
{
    constexpr qsizetype longest = 16 * 1024;
    constexpr qsizetype shortest = 10; // seconds since 1970
    if (text.size() > longest || text.size() < shortest || !hasDigit(text))
        return std::nullopt;
    static const QRegularExpression candidates(
        u"(?<![0-9A-Za-z])(?:"_s + uuidForm() + u'|' + isoTimeForm() + u'|' + httpDateForm() +
        u"|eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*|[0-9]+(?:\\.[0-9]+)?|[0-9a-fA-F]{16,})(?![0-9A-Za-z])"_s);
    QString expression;
    qsizetype at0 = 0;
    bool hasFound = false;
    for (auto found = candidates.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        const auto value = ofText(match.captured(), {}, at);
        if (!value)
            continue;
        hasFound = true;
        expression += QRegularExpression::escape(text.sliced(at0, match.capturedStart() - at0)) + value->expression;
        at0 = match.capturedEnd();
    }
    if (!hasFound)
        return std::nullopt;
    return expression + QRegularExpression::escape(text.sliced(at0));
}

bool VolatileValue::isDistinctive(const QString &text)
{
    constexpr qsizetype shortest = 6;
    return text.size() >= shortest;
}

QString VolatileValue::generatorFor(const JsonText &value, qint64 at)
{
    constexpr double minutes = 5;
    constexpr double within = minutes * 60;
    const QString text = value.toPlainText();
    static const WholeText uuid(uuidForm());
    static const WholeText isoTime(isoTimeForm());
    if (value.isString() && uuid.fits(text))
        return u"${uuid()}"_s;
    if (isDigits(text) && text.size() == 13 && isNearTime(text.toDouble() / 1e3, at, within))
        return value.isString() ? u"${String(now())}"_s : u"${now()}"_s;
    if (isDigits(text) && text.size() == 10 && isNearTime(text.toDouble(), at, within))
        return value.isString() ? u"${String(Math.floor(now() / 1000))}"_s : u"${Math.floor(now() / 1000)}"_s;
    if (value.isString() && text.endsWith(u'Z') && isoTime.fits(text)) {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (time.isValid() && isNearTime(static_cast<double>(time.toMSecsSinceEpoch()) / 1e3, at, within))
            return u"${isoNow()}"_s;
    }
    return {};
}

} // namespace Standin::Scenarios
