// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"

#include <QStringList>

namespace Standin::Match {

/// A correlation key found in a command, with its value as it was written there.
struct CorrelationValue
{
    QString key;
    JsonText value;
};

/// The correlation keys found in a message, as key and text of the value (JsonText::toLookupText()).
using Correlation = NamedTexts;

/// Looks for the keys anywhere in the JSON payload, at any depth: of several places the one nearest to the top counts,
/// of several at the same depth the first. Only numbers, strings and booleans are values. A payload that is not JSON
/// has none. One pass over the payload.
[[nodiscard]] QList<CorrelationValue> findCorrelation(const Message &message, const QStringList &keys);

/// As the journal keeps it, and as it is looked up: numbers that are equal, and strings that read like them, become the
/// same text; all digits count.
[[nodiscard]] Correlation toPlainText(const QList<CorrelationValue> &values);

} // namespace Standin::Match
