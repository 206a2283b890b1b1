// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>

namespace Standin::Gui {

/// The colours of indented JSON in a TextView. A string may go on in the next line: long lines are folded.
class JsonHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit JsonHighlighter(QTextDocument *document);

    void setPalette(const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    /// Colours the string that begins, or goes on, at `from`; returns where the line goes on behind it.
    qsizetype highlightString(const QString &text, qsizetype from, bool goesOn);

    QPalette m_palette;
};

} // namespace Standin::Gui
