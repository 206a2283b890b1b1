// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/order.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

/// The actions on the selected devices, for menus, buttons and keys. The result of a change of state is shown by the
/// state itself and in the log.
class DeviceActions final : public QObject
{
    Q_OBJECT

public:
    /// The fleet must outlive the actions; the keys work in `window`.
    DeviceActions(Fleet &fleet, QWidget *window);

    /// Sets the devices of the actions.
    void setDevices(const QStringList &ids);

    [[nodiscard]] QAction *connectAction() const { return m_connect; }
    [[nodiscard]] QAction *reconnectAction() const { return m_reconnect; }
    [[nodiscard]] QAction *duplicateAction() const { return m_duplicate; }
    [[nodiscard]] QAction *renameAction() const { return m_rename; }
    [[nodiscard]] QAction *removeAction() const { return m_remove; }
    /// Goes offline cleanly; the other modes are in the menu.
    [[nodiscard]] QAction *offlineAction() const { return m_offline; }
    [[nodiscard]] QMenu *offlineMenu() const { return m_offlineMenu; }

    void fill(QMenu &menu) const;

    /// Called before devices are connected, with their ids; returns those that may be connected.
    using Permission = std::function<QStringList(const QStringList &ids)>;
    void setPermissionToConnect(Permission permission) { m_permission = std::move(permission); }

    /// Connects devices, selected or not.
    void connectDevices(const QStringList &ids) { perform(ids, Order::Connect()); }
    void reconnectDevices(const QStringList &ids) { perform(ids, Order::Reconnect()); }

signals:
    void duplicateRequested(const QString &id);
    void renameRequested(const QString &id);
    void removeRequested(const QStringList &ids);

private:
    void perform(const QStringList &ids, const Order &order);
    QAction *make(const QString &name, const QString &icon, const QString &text, const QString &toolTip,
                  const QKeySequence &keys);
    void makeOfflineMenu();
    void addOfflineMode(OfflineMode mode, const QString &text, const QKeySequence &keys);

    Fleet &m_fleet;
    QWidget *m_window;
    Permission m_permission;
    QStringList m_ids;
    QAction *m_connect;
    QAction *m_offline;
    QAction *m_reconnect;
    QAction *m_duplicate;
    QAction *m_rename;
    QAction *m_remove;
    QMenu *m_offlineMenu;
};

} // namespace Standin::Gui
