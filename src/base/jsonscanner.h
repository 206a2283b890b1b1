// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Standin {

/// Reads a JSON text that JsonSyntax has found valid, token by token, in one pass and without making values.
class JsonScanner
{
public:
    enum class Token : quint8 {
        Begin, ///< of an object or array
        End,   ///< of an object or array (closing bracket)
        Key,
        Scalar, ///< a string, number, true, false or null
        None,   ///< the text is at its end
    };

    explicit JsonScanner(QByteArrayView text)
        : m_text(text)
    {}

    Token next();
    /// After Begin: skips to the position after its End.
    void skipContainer();

    /// The text of the last token, including quotes. For Begin and End the bracket.
    [[nodiscard]] QByteArrayView text() const { return m_text.sliced(m_begin, m_at - m_begin); }
    /// Its begin and end offsets.
    [[nodiscard]] qsizetype begin() const { return m_begin; }
    [[nodiscard]] qsizetype end() const { return m_at; }

private:
    void skipString();
    [[nodiscard]] bool isAhead(char c);

    QByteArrayView m_text;
    qsizetype m_begin = 0;
    qsizetype m_at = 0;
};

} // namespace Standin
