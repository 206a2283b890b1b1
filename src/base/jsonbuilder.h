// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QList>

namespace Standin {

/// Builds an object or an array; its parts keep the order of the calls. Do not mix add() and append().
class JsonBuilder
{
public:
    /// A member of an object. The key must not have been added before; an undefined value adds nothing.
    JsonBuilder &add(const QString &key, const JsonText &value);
    JsonBuilder &add(const QString &key, const QJsonValue &value) { return add(key, JsonText(value)); }
    /// A text as a member; an empty one adds nothing.
    JsonBuilder &addUnlessEmpty(const QString &key, const QString &text);
    /// The members of an object, in their order, as those of this one.
    JsonBuilder &addMembers(const JsonText &object);
    /// An element of an array.
    JsonBuilder &append(const JsonText &value);

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] JsonText object() const { return JsonText('{' + m_text + '}'); }
    [[nodiscard]] JsonText array() const { return JsonText('[' + m_text + ']'); }

    [[nodiscard]] static JsonText strings(const QStringList &texts);

private:
    QByteArray m_text;
};

} // namespace Standin
