// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"

#include <QStringList>

namespace Standin::Match {

/// A correlation key found in a command, with its value as written in the command.
struct CorrelationValue
{
    QString key;
    JsonText value;
};

/// The correlation keys found in a message, as key and text of the value (JsonText::toLookupText()).
using Correlation = NamedTexts;

/// Searches the keys at any depth of the JSON payload. Of several places the one nearest to the top level is used; of
/// several at the same depth the first. Only numbers, strings and booleans are values. A payload that is not JSON has
/// none. One pass over the payload.
[[nodiscard]] QList<CorrelationValue> findCorrelation(const Message &message, const QStringList &keys);

/// The form in the journal and in look-ups: equal numbers, and strings with their text, become the same text; all
/// digits are compared.
[[nodiscard]] Correlation toPlainText(const QList<CorrelationValue> &values);

} // namespace Standin::Match
