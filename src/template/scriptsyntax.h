// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Standin {

/// The syntax check of JavaScript, in any thread. It runs nothing.
class ScriptSyntax
{
public:
    struct Fault
    {
        QString message;
        QString place; ///< "line L, column C"; lines count from 1, the first one being the second of the text
        int line = 0;
    };

    /// `function` is a function in brackets, as made by Script; nullopt when it has no fault. Each thread that checks
    /// scripts keeps an engine for that.
    [[nodiscard]] static std::optional<Fault> check(const QString &function);
};

} // namespace Standin
