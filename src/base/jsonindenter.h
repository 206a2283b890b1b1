// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Standin {

/// Indents a JSON text anew, in parts: nothing but white space between tokens changes. The text is not checked; where
/// it is no JSON its characters come out all the same.
class JsonIndenter
{
public:
    /// Deeper levels are not indented further: otherwise a short text that nests deeply becomes a huge one.
    static constexpr int deepestIndent = 64;

    explicit JsonIndenter(QByteArray text, int indent = 2);

    /// What comes next, cut behind about `bytes` bytes, possibly inside a character; empty at the end.
    [[nodiscard]] QByteArray next(qsizetype bytes);
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

private:
    void take(QByteArray &out);
    void takeInString(QByteArray &out, char c);
    void open(QByteArray &out, char c);
    [[nodiscard]] QByteArray newline() const;

    const QByteArray m_text;
    const int m_indent;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_inString = false;
};

} // namespace Standin
