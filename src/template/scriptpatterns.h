// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHash>
#include <QRegularExpression>

namespace Standin {

/// The regular expressions of scripts, run by PCRE: it ends a search that takes too many steps, and JavaScript's own
/// cannot be interrupted.
class ScriptPatterns
{
public:
    /// So many are kept compiled.
    static constexpr qsizetype most = 200;
    static constexpr qsizetype mostCharacters = 1000;

    /// InvalidArgument with the fault of the pattern or its flags (`gimsuy`).
    [[nodiscard]] Result<QRegularExpression> compiled(const QString &source, const QString &flags);

private:
    QHash<QString, QRegularExpression> m_known;
};

} // namespace Standin
