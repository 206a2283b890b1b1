// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>

namespace Standin::Rest {

/// The members of a JSON object that a client sent, each with the check that goes with it. Errors name the field, what
/// was found and what was expected. null counts as left out.
class JsonFields
{
public:
    /// MalformedJson, or InvalidArgument for JSON that is no object.
    [[nodiscard]] static Result<JsonFields> parse(const QByteArray &body);

    [[nodiscard]] bool has(const QString &name) const;
    /// A string that must be there and say something.
    [[nodiscard]] Result<QString> text(const QString &name) const;
    /// nullopt where it is left out.
    [[nodiscard]] Result<std::optional<QString>> optionalText(const QString &name) const;
    /// 1 to 65535, as a number or as a string of digits; nullopt where it is left out.
    [[nodiscard]] Result<std::optional<quint16>> optionalPort(const QString &name) const;
    /// A string or a number, as plain text: 5 and "5" are the same.
    [[nodiscard]] Result<QString> textOrNumber(const QString &name) const;

private:
    explicit JsonFields(QJsonObject object)
        : m_object(std::move(object))
    {}

    [[nodiscard]] Failure unexpected(const QString &name, const QString &expected) const;

    QJsonObject m_object;
};

} // namespace Standin::Rest
