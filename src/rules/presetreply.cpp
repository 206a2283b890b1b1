// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/presetreply.h"

#include "base/jsontext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Standin::Rules {

QByteArray presetReplyFrom(const QByteArray &payload, const Match::Correlation &correlation)
{
    if (correlation.isEmpty() || !payload.isValidUtf8())
        return payload;
    QString text = JsonText::decoded(payload);
    for (const auto &[key, value] : correlation) {
        const QString escaped = QRegularExpression::escape(value);
        const QRegularExpression pair(
            uR"("%1"(\s*):(\s*)(?:"%2"|%2(?=\s*[,}\]])))"_s.arg(QRegularExpression::escape(key), escaped));
        text.replace(pair, uR"("%1"\1:\2"${%1}")"_s.arg(key));
    }
    return text.toUtf8();
}

} // namespace Standin::Rules
