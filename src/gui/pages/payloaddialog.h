// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

namespace Standin::Gui {

namespace Ui {
class PayloadDialog;
}

/// Edits a reply or the state of a device. It closes when the change was accepted, and shows the error otherwise.
/// Changes that were not saved are discarded only after a question.
class PayloadDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Kind {
        Reply,       ///< any text, with templates
        PresetReply, ///< the same, with a field for the command that it waits for
        Object,      ///< a JSON object
    };
    struct Entered
    {
        QByteArray payload;
        JsonText match; ///< of a preset reply; undefined: the next command
    };
    using Answered = std::function<void(const Result<> &result)>;
    struct Task
    {
        Kind kind = Kind::Reply;
        QString title;
        QString hint;
        QString action; ///< on the button that saves
        Entered before;
        /// Calls `answered` at once or later, also after the dialog is gone.
        std::function<void(const Entered &entered, const Answered &answered)> save;
    };

    explicit PayloadDialog(Task task, QWidget *parent = nullptr);
    ~PayloadDialog() override;

    /// Opens a dialog and returns. It is deleted when it is closed.
    static PayloadDialog *edit(Task task, QWidget *parent);
    void warn(const QString &text);

public slots:
    /// Saves.
    void accept() override;
    void reject() override;

private:
    void setUpEditor();
    void checked();
    void answered(const Result<> &result);
    /// nullopt, and told, if it is for no command that could come.
    [[nodiscard]] std::optional<Entered> entered();
    [[nodiscard]] bool isModified() const;

    std::unique_ptr<Ui::PayloadDialog> m_ui;
    const Task m_task;
    QByteArray m_shownFirst;
    QString m_matchFirst;
};

} // namespace Standin::Gui
