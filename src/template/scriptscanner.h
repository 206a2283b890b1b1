// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "template/scripttoken.h"

#include <QList>

namespace Standin {

/// Splits JavaScript into tokens. It does not check the grammar, but finds every regular expression, and that brackets
/// are closed in their order. What could be read in two ways is refused: a slash behind `}`, `++`, `--` or `of`.
class ScriptScanner
{
public:
    explicit ScriptScanner(QStringView source)
        : m_source(source)
    {}

    /// InvalidArgument with "line L, column C" in `where`.
    [[nodiscard]] Result<QList<ScriptToken>> run();

    /// The index of the first `}` that closes no bracket of the text; -1 if there is none.
    [[nodiscard]] static qsizetype endOf(QStringView text);

    /// "line 1, column 5", both from 1.
    [[nodiscard]] static QString place(QStringView source, qsizetype at);

private:
    enum class Slash { Division, Pattern, Unclear };

    struct Bracket
    {
        QChar character;      ///< the opening one; '`' for `${`
        bool isHead = false;  ///< of if, while or for
        bool spreads = false; ///< holds a `...`
        qsizetype at = 0;
    };

    /// False at the end of the text, and after a fault.
    bool next();
    bool skipSpace();
    bool takeName();
    bool takeNumber();
    bool takeText(QChar quote);
    bool takeTemplate();
    bool takePattern();
    bool takePunctuation();
    bool open(QChar character);
    bool close(QChar character);
    [[nodiscard]] Slash slash() const;
    [[nodiscard]] QChar at(qsizetype index) const { return index < m_source.size() ? m_source[index] : QChar(); }
    bool add(ScriptToken::Kind kind, qsizetype end);
    bool fail(const QString &what, qsizetype at);

    const QStringView m_source;
    qsizetype m_at = 0;
    QList<ScriptToken> m_tokens;
    QList<Bracket> m_brackets;
    bool m_headClosed = false; ///< the last bracket that was closed is the head of if, while or for
    qsizetype m_unopened = -1; ///< the first `}` that closes nothing
    Result<> m_status;
};

} // namespace Standin
