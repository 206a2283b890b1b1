// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <Qsci/qsciscintilla.h>

#include <optional>

class QsciLexerJSON;

namespace Standin::Gui {

/// A text editor for payloads: line numbers, JSON colours, templates set apart, and a mark where JSON stops being
/// valid, all while typing. It follows the palette of the program. Tab moves on to the next field; Ctrl+I types a tab.
class PayloadEditor final : public QsciScintilla
{
    Q_OBJECT

public:
    struct Problem
    {
        QString message;
        Json::TextPosition at;
    };

    explicit PayloadEditor(QWidget *parent = nullptr);

    [[nodiscard]] QByteArray payload() const { return text().toUtf8(); }
    /// As if it had been typed: undo brings the old text back.
    void setPayload(const QByteArray &payload);
    /// A viewer: no line numbers, no marks.
    void setViewer();

    /// What keeps the text from being JSON; nullopt for JSON, for an empty text and in a viewer.
    [[nodiscard]] const std::optional<Problem> &problem() const { return m_problem; }
    /// Whether the text starts as a JSON object or array does, so that somebody surely means it to be JSON.
    [[nodiscard]] bool looksLikeJson() const;

    /// Indents the JSON anew; one undo step. Does nothing to a text that is not JSON.
    void reindent();
    /// Puts a template in place of the selection.
    void insertTemplate(const QString &text);

signals:
    /// The text was checked anew.
    void checked();

protected:
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyPalette();
    void check();
    void markProblem();
    void markTemplates(const QByteArray &text);
    void fitLineNumbers();

    QsciLexerJSON *m_lexer;
    std::optional<Problem> m_problem;
    bool m_isViewer = false;
};

} // namespace Standin::Gui
