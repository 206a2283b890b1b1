// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonedit.h"
#include "gui/pages/ruleedits.h"
#include "gui/widgets/payloadeditor.h"

#include <QDialog>

namespace Standin::Gui {

namespace Ui {
class RuleDialog;
}

/// Edits one rule: as JSON, and beside it by fields, which change the same text. An error is marked at its place; a
/// rule with errors cannot be saved. Changes that were not saved are discarded only after a question.
class RuleDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Task
    {
        QString title;
        QByteArray text; ///< at the beginning
        bool isNew = true;
        RuleEdits::Place place = RuleEdits::Place::Program; ///< of a new rule the user chooses
        std::function<Result<>(const Rules::Rule &rule, RuleEdits::Place place)> check;
        std::function<Result<>(const Rules::Rule &rule, RuleEdits::Place place)> save;
    };

    explicit RuleDialog(Task task, QWidget *parent = nullptr);
    ~RuleDialog() override;

public slots:
    /// Saves.
    void accept() override;
    void reject() override;

private:
    void setUpPlace();
    void setUpEditor();
    void edit(const QStringList &path, const JsonText &value);
    void checked();
    [[nodiscard]] std::optional<PayloadEditor::Fault> faultIn(const QByteArray &text) const;
    [[nodiscard]] RuleEdits::Place place() const;
    [[nodiscard]] bool isModified() const;

    std::unique_ptr<Ui::RuleDialog> m_ui;
    const Task m_task;
    const JsonEdit m_edit;
};

} // namespace Standin::Gui
