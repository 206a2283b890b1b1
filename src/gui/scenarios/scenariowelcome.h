// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace Standin::Gui {

/// What a scenario is and how to begin, while none is open.
class ScenarioWelcome final : public QWidget
{
    Q_OBJECT

public:
    /// Its buttons trigger these actions.
    ScenarioWelcome(QAction &record, QAction &make, QAction &open, QWidget *parent = nullptr);
};

} // namespace Standin::Gui
