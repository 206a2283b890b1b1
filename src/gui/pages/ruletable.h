// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/ruledialog.h"
#include "gui/pages/ruleedits.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class RuleTable;
}

/// The rules for a device: those of the program and those of its profile, in the order in which they are tried. They
/// can be added, changed, moved, removed, and switched on and off.
class RuleTable final : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it.
    RuleTable(Fleet &fleet, ProfileDocuments &documents, QWidget *parent = nullptr);
    ~RuleTable() override;

    void setDevice(const QString &id);
    /// That of the device.
    void setDocument(const DocumentPtr &document);
    /// Opens the editor of a new rule that begins with this text.
    void write(const QByteArray &text, RuleEdits::Place place);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setUpTable();
    void setUpButtons();
    void keepChosen();
    void refresh();
    void adapt();
    /// The chosen row; -1: none.
    [[nodiscard]] int chosen() const;
    void choose(int row);

    void edit();
    /// Opens the editor; `check` is that of the table, and what was saved is shown.
    void open(RuleDialog::Task task);
    void remove();
    void move(int by);
    void setEnabled(int row, bool enabled);
    /// Chooses the first rule that is like this one; the ID of a rule without one does not matter.
    void choose(const Rules::Rule &rule, RuleEdits::Place place);
    /// Shows the changed rules, or why they were not changed.
    bool show(const Result<> &done);

    std::unique_ptr<Ui::RuleTable> m_ui;
    Models::RuleTableModel m_model;
    RuleEdits m_edits;
    QString m_device;
    QTimer m_timer; ///< while it is shown
};

} // namespace Standin::Gui
