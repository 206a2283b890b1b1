// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QRegularExpression>
#include <QSet>

namespace Standin::Scenarios {

/// What texts look like that a template renders, whatever the values of its expressions are.
class TemplateShape
{
public:
    explicit TemplateShape(const QByteArray &text);

    /// Whether the template may have rendered this text. A JSON string that is only an expression may have any value.
    [[nodiscard]] bool fits(const QByteArray &rendered) const;
    /// A regular expression for all of these texts.
    [[nodiscard]] const QString &expression() const { return m_expression; }
    [[nodiscard]] bool hasExpressions() const { return m_hasExpressions; }

    /// The JSON pointers of the values in a rendered text that come from expressions; nullopt when it is not JSON, or
    /// cannot come from this template.
    [[nodiscard]] std::optional<QSet<QString>> changingIn(const JsonText &rendered) const;

private:
    QByteArray m_text;
    QString m_expression;
    bool m_hasExpressions = false;
    QRegularExpression m_compiled;
    JsonText m_json; ///< undefined when the template itself is not JSON
};

} // namespace Standin::Scenarios
