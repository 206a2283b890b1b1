// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonpointer.h"

#include "base/errortext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// nullopt for a tilde that is not followed by 0 or 1.
std::optional<QString> unescaped(QStringView token)
{
    QString key;
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (token[i] != u'~') {
            key += token[i];
            continue;
        }
        ++i;
        if (i == token.size() || (token[i] != u'0' && token[i] != u'1'))
            return std::nullopt;
        key += token[i] == u'0' ? u'~' : u'/';
    }
    return key;
}

/// -1 unless the text is "0", or digits that do not begin with 0.
qsizetype indexFrom(const QString &text)
{
    const bool isNumber = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isNumber || (text.size() > 1 && text.startsWith(u'0')))
        return -1;
    bool fits = false;
    const qlonglong index = text.toLongLong(&fits);
    return fits ? static_cast<qsizetype>(index) : -1;
}

} // namespace

Result<JsonPointer> JsonPointer::parse(const QString &text)
{
    const auto wrong = [&text] {
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"a JSON pointer such as /a/0 (RFC 6901)"_s, ErrorText::found(text)));
    };
    JsonPointer pointer;
    if (text.isEmpty())
        return pointer;
    if (!text.startsWith(u'/'))
        return wrong();
    const QList<QStringView> tokens = QStringView(text).sliced(1).split(u'/');
    for (const QStringView token : tokens) {
        const auto key = unescaped(token);
        if (!key)
            return wrong();
        pointer.m_tokens.append({*key, indexFrom(*key)});
    }
    return pointer;
}

QJsonValue JsonPointer::resolve(QJsonValue value) const
{
    for (const Token &token : m_tokens) {
        if (value.isObject())
            value = value.toObject().value(token.key);
        else if (value.isArray())
            value = token.index < 0 ? QJsonValue(QJsonValue::Undefined) : value.toArray().at(token.index);
        else
            return QJsonValue::Undefined;
    }
    return value;
}

JsonText JsonPointer::resolve(JsonText value) const
{
    for (const Token &token : m_tokens)
        value = value.isArray() ? value.element(token.index) : value.value(token.key);
    return value;
}

JsonText JsonPointer::resolve(const JsonTree &tree) const
{
    qsizetype place = tree.root();
    for (const Token &token : m_tokens)
        place = tree.isArray(place) ? tree.element(place, token.index) : tree.member(place, token.key);
    return tree.value(place);
}

QString JsonPointer::toString() const
{
    QString text;
    for (const Token &token : m_tokens)
        text += u'/' + escaped(token.key);
    return text;
}

QString JsonPointer::escaped(QString key)
{
    return key.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

} // namespace Standin
