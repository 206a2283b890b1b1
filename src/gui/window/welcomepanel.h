// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace Standin::Gui {

/// What to do where there is no device yet.
class WelcomePanel final : public QWidget
{
    Q_OBJECT

public:
    /// `offersBroker`: whether a local broker with samples can be had.
    explicit WelcomePanel(bool offersBroker, QWidget *parent = nullptr);

signals:
    void newDeviceRequested();
    void openProfileRequested();
    void samplesRequested();
};

} // namespace Standin::Gui
