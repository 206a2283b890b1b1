// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace Standin::Gui {

/// The instructions while there is no device.
class WelcomePanel final : public QWidget
{
    Q_OBJECT

public:
    /// Its buttons trigger these actions.
    WelcomePanel(QAction &newDevice, QAction &openProfile, QAction &startSamples, QWidget *parent = nullptr);
};

} // namespace Standin::Gui
