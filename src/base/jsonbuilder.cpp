// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonbuilder.h"

#include "base/json.h"
#include "base/jsonparts.h"

#include <QStringList>

namespace Standin {

JsonBuilder &JsonBuilder::add(const QString &key, const JsonText &value)
{
    if (value.isUndefined())
        return *this;
    if (!m_text.isEmpty())
        m_text += ',';
    m_text += Json::quoted(key) + ':';
    m_text += value.text();
    return *this;
}

JsonBuilder &JsonBuilder::addUnlessEmpty(const QString &key, const QString &text)
{
    return text.isEmpty() ? *this : add(key, JsonText::string(text));
}

JsonBuilder &JsonBuilder::addMembers(const JsonText &object)
{
    const JsonParts parts(object);
    for (qsizetype i = 0; i < parts.size(); ++i)
        add(parts.key(i), parts.value(i));
    return *this;
}

JsonBuilder &JsonBuilder::append(const JsonText &value)
{
    if (!m_text.isEmpty())
        m_text += ',';
    m_text += value.text();
    return *this;
}

JsonText JsonBuilder::strings(const QStringList &texts)
{
    JsonBuilder builder;
    for (const QString &text : texts)
        builder.append(JsonText::string(text));
    return builder.array();
}

} // namespace Standin
