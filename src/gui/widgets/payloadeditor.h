// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <QTimer>

#include <Qsci/qsciscintilla.h>

#include <functional>
#include <memory>
#include <optional>

class QsciLexerJSON;

namespace Standin::Gui {

class ShortenedText;

/// A text editor for payloads: line numbers, colours for JSON and templates, and a mark at the position of a JSON
/// error, while typing or shortly after in a large text. It follows the palette of the program. Tab moves to the next
/// field; Ctrl+I types a tab.
///
/// Long lines are shown shortened (ShortenedText), whether they are set, pasted or dropped; payload() and the clipboard
/// have all of them, and the context menu shows all.
class PayloadEditor final : public QsciScintilla
{
    Q_OBJECT

public:
    struct Problem
    {
        QString message;
        Json::TextPosition at;

        /// "Line 2, column 5: …."
        [[nodiscard]] QString text() const;
    };

    /// What is wrong with a text that is JSON, and at which byte.
    struct Fault
    {
        QString message;
        qsizetype offset = 0;
    };
    using Check = std::function<std::optional<Fault>(const QByteArray &text)>;

    explicit PayloadEditor(QWidget *parent = nullptr);
    ~PayloadEditor() override;

    /// All bytes as they were set or typed, also those that are not UTF-8: they are shown by their numbers.
    [[nodiscard]] QByteArray payload() const;
    /// As if it had been typed: undo brings the old text back.
    void setPayload(const QByteArray &payload);
    /// For a text that has to be more than JSON. It is called together with the check for JSON.
    void setCheck(Check further);
    /// Checks the text again, after what the check compares it with has changed.
    void check();
    /// The error of the text; nullopt for JSON that passes the check, and for an empty text. Its position is that in
    /// the shown text.
    [[nodiscard]] const std::optional<Problem> &problem() const { return m_problem; }
    /// Whether the text starts like a JSON object or array, and so is probably meant to be JSON.
    [[nodiscard]] bool looksLikeJson() const;

    /// Indents the JSON; one undo step. Does not change a text that is not JSON.
    void reindent();
    /// The indented text if it is JSON and not too large; otherwise the unchanged text.
    [[nodiscard]] static QByteArray indented(const QByteArray &text);
    /// Replaces the selection with a template.
    void insertTemplate(const QString &text);

signals:
    /// The text was checked again.
    void checked();

protected:
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    [[nodiscard]] QByteArray fromMimeData(const QMimeData *source, bool &rectangular) const override;
    [[nodiscard]] QMimeData *toMimeData(const QByteArray &text, bool rectangular) const override;

private:
    [[nodiscard]] QByteArray shownText() const;
    void applyPalette();
    void scheduleCheck();
    [[nodiscard]] std::optional<Fault> faultIn(const QByteArray &whole) const;
    [[nodiscard]] std::optional<Problem> problemIn(const QByteArray &shown) const;
    void markProblem();
    void markTemplates(const QByteArray &shown);
    void fitLineNumbers();

    QsciLexerJSON *m_lexer;
    Check m_check;
    bool m_replacing = false;
    std::optional<Problem> m_problem;
    const std::unique_ptr<ShortenedText> m_shortened;
    QTimer m_checkLater{this};
};

} // namespace Standin::Gui
