// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "gui/pages/payloaddialog.h"

#include <QWidget>

class QToolButton;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

namespace Ui {
class PresetQueue;
}

/// The preset replies of a device that wait, in their order: they can be added, changed, moved and removed. What a
/// command uses up meanwhile is not brought back: the change is refused then.
class PresetQueue final : public QWidget
{
    Q_OBJECT

public:
    /// The fleet must outlive the queue.
    explicit PresetQueue(Fleet &fleet, QWidget *parent = nullptr);
    ~PresetQueue() override;

    /// All selected devices, the current one first. New replies are added for all of them.
    void setSelection(const QStringList &ids) { m_selection = ids; }
    /// The status of the current device.
    void setStatus(const DeviceStatus &status);
    /// Opens the editor of a new reply, which begins with this text.
    void write(const QByteArray &payload);

private:
    using Replies = decltype(DeviceStatus::presetReplies);
    using Answered = PayloadDialog::Answered;

    void setUpButtons();
    void fill(const Replies &replies, int row);
    void fitList();
    void open(const PayloadDialog::Entered &before);
    void add(const PresetReply &reply, const QStringList &ids, const Answered &answered);
    void edit();
    void replace(const PresetReply &before, const PresetReply &after, const QString &device, const Answered &answered);
    void move(int by);
    void remove();
    void exchange(const Replies &after, int row);
    void adapt();

    std::unique_ptr<Ui::PresetQueue> m_ui;
    Fleet &m_fleet;
    QStringList m_selection;
    QString m_device;
    Replies m_replies;
    PayloadDialog::Entered m_lastAdded;
};

} // namespace Standin::Gui
