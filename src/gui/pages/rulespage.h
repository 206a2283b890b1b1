// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "gui/pages/devicepage.h"
#include "gui/pages/ruledialog.h"
#include "gui/pages/ruleedits.h"

#include <QTimer>

#include <memory>

namespace Standin::Gui {

class MessageLabel;

namespace Ui {
class RulesPage;
}

/// The rules for the device: those of the program and those of its profile, in the order in which they are tried; and
/// the state of the device.
class RulesPage final : public DevicePage
{
    Q_OBJECT

public:
    explicit RulesPage(const DevicePageContext &context, QWidget *parent = nullptr);
    ~RulesPage() override;

    void setSelection(const QStringList &ids) override;
    void setDocument(const DocumentPtr &document) override;
    void setStatus(const DeviceStatus &status) override;

    [[nodiscard]] bool accepts(EntryRequest::Kind kind) const override;
    /// Opens the editor with a rule for the message, or a dry run with it.
    void accept(const EntryRequest &request) override;

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

    /// Opens the editor of a new rule that begins with this text.
    void write(const QByteArray &text, RuleEdits::Place place);
    void edit();
    /// Opens the editor; `check` is that of the page, and what was saved is shown.
    void open(RuleDialog::Task task);
    void remove();
    void move(int by);
    void setEnabled(int row, bool enabled);
    /// Shows the changed rules, or why they were not changed.
    bool show(const Result<> &done);

    std::unique_ptr<Ui::RulesPage> m_ui;
    const DevicePageContext m_context;
    Models::RuleTableModel m_model;
    RuleEdits m_edits;
    QString m_device;
    DeviceStatus m_status; ///< of the device
    QTimer m_timer;        ///< while the page is shown
};

} // namespace Standin::Gui
