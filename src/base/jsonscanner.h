// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Standin {

/// Goes through a JSON text that JsonSyntax has found valid, token by token, in one pass and without making values.
class JsonScanner
{
public:
    enum class Token : quint8 {
        Begin, ///< of an object or array
        End,   ///< of one
        Key,
        Scalar, ///< a string, number, true, false or null
        None,   ///< the text is at its end
    };

    explicit JsonScanner(QByteArrayView text)
        : m_text(text)
    {}

    Token next();
    /// Behind Begin: goes on to behind the End that belongs to it.
    void skipContainer();

    /// The last token as it was written, quotes included. Of Begin and End the bracket.
    [[nodiscard]] QByteArrayView text() const { return m_text.sliced(m_begin, m_at - m_begin); }
    /// Where it begins and where it ends.
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
