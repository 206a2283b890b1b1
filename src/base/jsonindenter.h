// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Standin {

/// Indents a JSON text, in parts: only white space between tokens changes. The text is not checked; if it is not JSON,
/// its characters are still returned.
class JsonIndenter
{
public:
    /// Deeper levels are not indented further; otherwise a short text with deep nesting would become very large.
    static constexpr int deepestIndent = 64;

    explicit JsonIndenter(QByteArray text, int indent = 2);

    /// The next part, about `bytes` bytes long, possibly ending within a character; empty at the end.
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
