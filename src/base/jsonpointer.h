// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontree.h"

#include <QList>

namespace Standin {

/// A place in a JSON value (RFC 6901): "/a/0/b"; "" is the whole value.
class JsonPointer
{
public:
    /// The whole value.
    JsonPointer() = default;

    /// InvalidArgument for text that is not a pointer.
    [[nodiscard]] static Result<JsonPointer> parse(const QString &text);

    /// The value at this place; undefined if there is none. "-", the element after the last one, never exists.
    [[nodiscard]] QJsonValue resolve(QJsonValue value) const;
    /// The same, with the original text.
    [[nodiscard]] JsonText resolve(JsonText value) const;
    [[nodiscard]] JsonText resolve(const JsonTree &tree) const;

    [[nodiscard]] QString toString() const;

    /// A key as written in a pointer: "a~1b" for "a/b".
    [[nodiscard]] static QString escaped(QString key);

    bool operator==(const JsonPointer &) const = default;

private:
    struct Token
    {
        QString key;
        qsizetype index = -1; ///< -1: cannot be the index of an array

        bool operator==(const Token &) const = default;
    };

    QList<Token> m_tokens;
};

} // namespace Standin
