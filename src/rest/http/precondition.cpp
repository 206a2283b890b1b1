// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/precondition.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStringBuilder>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

QByteArray Precondition::tagOf(quint64 revision)
{
    static const QByteArray run = QByteArray::number(QRandomGenerator::system()->generate(), 36);
    return '"' % run % '-' % QByteArray::number(revision) % '"';
}

std::pair<QByteArray, QByteArray> Precondition::tagField(quint64 revision)
{
    return {"ETag", tagOf(revision)};
}

Result<Precondition> Precondition::from(const HeaderFields &fields)
{
    Precondition condition;
    const auto match = read(fields, "if-match");
    if (!match)
        return Failure(match.error());
    const auto noneMatch = read(fields, "if-none-match");
    if (!noneMatch)
        return Failure(noneMatch.error());
    condition.m_match = *match;
    condition.m_noneMatch = *noneMatch;
    return condition;
}

Result<std::optional<Precondition::Tags>> Precondition::read(const HeaderFields &fields, QByteArrayView name)
{
    static const QRegularExpression tag(uR"(\G[ \t,]*((?:W/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t,]*)"_s);
    const QByteArrayList values = fields.values(name);
    if (values.isEmpty())
        return std::optional<Tags>();
    const QString text = QString::fromLatin1(values.join(','));
    if (text == "*"_L1)
        return std::optional(Tags{.any = true});
    Tags tags;
    qsizetype end = 0;
    for (auto found = tag.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch one = found.next();
        tags.list.append(one.captured(1).toLatin1());
        end = one.capturedEnd();
    }
    if (tags.list.isEmpty() || end != text.size())
        return failure(ErrorCode::InvalidArgument, u"expected * or entity tags such as \"a1-7\""_s,
                       QString::fromLatin1(name));
    return std::optional(tags);
}

Result<> Precondition::check(const std::optional<quint64> &revision) const
{
    const QByteArray tag = revision ? tagOf(*revision) : QByteArray();
    const bool isMatched = revision && m_match && (m_match->any || m_match->list.contains(tag));
    if (m_match && !isMatched)
        return failure(ErrorCode::PreconditionFailed,
                       revision ? u"it was changed meanwhile"_s : u"there is no such resource"_s, u"if-match"_s);
    // Compared weakly here, so W/ does not count (section 8.8.3.2).
    if (revision && m_noneMatch &&
        (m_noneMatch->any || m_noneMatch->list.contains(tag) || m_noneMatch->list.contains("W/" + tag)))
        return failure(ErrorCode::PreconditionFailed, u"there is such a resource already"_s, u"if-none-match"_s);
    return {};
}

} // namespace Standin::Rest
