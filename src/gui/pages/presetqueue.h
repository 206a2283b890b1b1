// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"

#include <QWidget>

class QListWidget;
class QToolButton;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

/// The preset replies of a device that wait, in their order: each can be taken into an editor, replaced, moved and
/// removed. What a command uses up meanwhile is not brought back: the change is refused then.
class PresetQueue final : public QWidget
{
    Q_OBJECT

public:
    explicit PresetQueue(QWidget *parent = nullptr);

    /// The fleet must outlive the queue. Before anything else.
    void setFleet(Fleet &fleet) { m_fleet = &fleet; }
    void setStatus(const DeviceStatus &status);
    /// Puts another one in the place of the chosen one.
    void replace(const PresetReply &reply);

signals:
    /// This one is wanted in the editor.
    void loadRequested(const Standin::PresetReply &reply);
    /// What is in the editor is wanted in the place of the chosen one: call replace().
    void replaceRequested();
    void failed(const Standin::Error &error);

private:
    using Replies = decltype(DeviceStatus::presetReplies);

    QToolButton *addButton(const QString &name, const QString &text, const QString &toolTip);
    void fill(const Replies &replies, int row);
    void move(int by);
    void remove();
    void exchange(const Replies &after, int row);
    void adapt();

    Fleet *m_fleet = nullptr;
    QString m_device;
    Replies m_replies;
    QListWidget *m_list; ///< "presetList"
    QToolButton *m_edit;
    QToolButton *m_replace;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
};

} // namespace Standin::Gui
