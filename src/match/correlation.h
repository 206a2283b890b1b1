// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"

#include <QStringList>

namespace Standin::Match {

/// A correlation key found in a command, with its value as it was written there.
struct CorrelationValue
{
    QString key;
    QJsonValue value;
};

/// The correlation keys found in a message, as key and plain text of the value ("5" for 5 and for "5").
using Correlation = NamedTexts;

/// Looks for the keys anywhere in the JSON payload, at any depth: of several places the one nearest to the top counts.
/// Only numbers, strings and booleans are values. A payload that is not JSON has none.
[[nodiscard]] QList<CorrelationValue> findCorrelation(const Message &message, const QStringList &keys);

/// As the journal keeps it: numbers and strings that read alike become the same text.
[[nodiscard]] Correlation toPlainText(const QList<CorrelationValue> &values);

} // namespace Standin::Match
