// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace Standin {

/// A part of a script, given by its place in the source.
struct ScriptToken
{
    enum class Kind : quint8 {
        Name, ///< also keywords
        Number,
        Text,
        Template,    ///< a piece of `…${`, `}…${` or `}…`, or a whole template literal
        Pattern,     ///< a regular expression
        Punctuation, ///< `=>`, `...`, `?.`, `++`, `--`, comparisons; otherwise one character
    };

    Kind kind = Kind::Punctuation;
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] QStringView in(QStringView source) const { return source.sliced(begin, end - begin); }
};

} // namespace Standin
