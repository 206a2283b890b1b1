// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/windowview.h"

namespace Standin::Gui {

class ScenarioPane;

/// The scenarios, beside the devices.
class ScenariosView final : public WindowView
{
    Q_OBJECT

public:
    explicit ScenariosView(const WindowViewContext &context, QWidget *parent = nullptr);

    bool accept(const EntryRequest &request) override;
    [[nodiscard]] bool settle() override;
    [[nodiscard]] QWidget *banner() override;
    void openLast() override;
    std::optional<Result<>> open(const QString &path) override;
    [[nodiscard]] std::optional<ViewDocument> document() const override;
    [[nodiscard]] QList<QAction *> menuActions() const override;
    void save() override;
    void saveAs() override;

private:
    ScenarioPane *m_pane;
};

} // namespace Standin::Gui
