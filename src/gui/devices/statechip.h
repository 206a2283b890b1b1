// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QWidget>

namespace Standin::Gui {

/// The state of a device in a coloured pill.
class StateChip final : public QWidget
{
    Q_OBJECT

public:
    explicit StateChip(QWidget *parent = nullptr);

    void setStatus(const DeviceStatus &status);
    [[nodiscard]] QString text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    DeviceState m_state = DeviceState::Offline;
    QString m_text;
};

/// In device-independent pixels.
inline constexpr int stateDotWidth = 12;

/// A filled dot in the colour of the state, for lists.
[[nodiscard]] QPixmap stateDot(DeviceState state, const QPalette &palette, qreal devicePixelRatio);

} // namespace Standin::Gui
