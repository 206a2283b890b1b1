// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>

namespace Standin::Gui {

/// The colours of indented JSON in a TextView. A string may continue on the next line, because long lines are folded.
class JsonHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit JsonHighlighter(QTextDocument *document);

    void setPalette(const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    /// Colours the string that begins or continues at `from`; returns the position after it.
    qsizetype highlightString(const QString &text, qsizetype from, bool goesOn);

    QPalette m_palette;
};

} // namespace Standin::Gui
