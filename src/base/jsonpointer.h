// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontree.h"

#include <QList>

namespace Standin {

/// A place inside a JSON value, as RFC 6901 writes it: "/a/0/b"; "" is the whole value.
class JsonPointer
{
public:
    /// The whole value.
    JsonPointer() = default;

    /// InvalidArgument for text that is no pointer.
    [[nodiscard]] static Result<JsonPointer> parse(const QString &text);

    /// What stands there; undefined where nothing does. "-", the element behind the last one, is never there.
    [[nodiscard]] QJsonValue resolve(QJsonValue value) const;
    /// Likewise, as it was written.
    [[nodiscard]] JsonText resolve(JsonText value) const;
    [[nodiscard]] JsonText resolve(const JsonTree &tree) const;

    [[nodiscard]] QString toString() const;

    /// A key as it is written inside a pointer: "a~1b" for "a/b".
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
