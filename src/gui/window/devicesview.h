// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/windowview.h"

class QLabel;
class QStackedWidget;

namespace Standin::Gui {

class DevicePane;
class WelcomePanel;

/// The pages of the current device, or instructions if there is none.
class DevicesView final : public WindowView
{
    Q_OBJECT

public:
    explicit DevicesView(const WindowViewContext &context, QWidget *parent = nullptr);

    void setSelection(const QStringList &ids) override;
    void refresh() override;
    bool accept(const EntryRequest &request) override;
    [[nodiscard]] QByteArray layoutState() const override;
    void restoreLayout(const QByteArray &state) override;
    [[nodiscard]] QList<QAction *> menuActions() const override;

private:
    const Models::DeviceTableModel &m_devices;
    QStackedWidget *m_stack;
    WelcomePanel *m_welcome;
    QLabel *m_nothingSelected;
    DevicePane *m_pane;
};

} // namespace Standin::Gui
