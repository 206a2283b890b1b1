// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/deviceactions.h"

#include "fleet/bulk.h"
#include "gui/style/displaytext.h"
#include "gui/style/icon.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DeviceActions::DeviceActions(Fleet &fleet, QWidget *window)
    : QObject(window)
    , m_fleet(fleet)
    , m_window(window)
    , m_offlineMenu(new QMenu(tr("&Offline"), window))
{
    m_connect = make(u"actionConnect"_s, u"connect"_s, tr("&Connect"), tr("Connect the selected devices"), Qt::Key_F5);
    m_offline = make(u"actionOffline"_s, u"offline"_s, tr("&Offline"),
                     tr("Take the selected devices offline cleanly; the arrow offers other offline modes"), {});
    m_reconnect = make(u"actionReconnect"_s, u"reconnect"_s, tr("&Reconnect"),
                       tr("Take the selected devices back online, with a new connection"), Qt::Key_F7);
    m_duplicate = make(u"actionDuplicate"_s, u"duplicate"_s, tr("&Duplicate…"),
                       tr("Make one more device of the same profile"), Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    m_rename =
        make(u"actionRename"_s, u"rename"_s, tr("Re&name…"), tr("Give the device another client ID"), Qt::Key_F2);
    m_remove = make(u"actionRemove"_s, u"remove"_s, tr("Re&move…"), tr("Remove the selected devices"), Qt::Key_Delete);
    // While a text is edited, Del belongs to the text; so the device table adds the key itself.
    m_remove->setShortcutContext(Qt::WidgetShortcut);

    connect(m_connect, &QAction::triggered, this, [this] { perform(m_ids, Order::Connect()); });
    connect(m_offline, &QAction::triggered, this, [this] { perform(m_ids, Order::GoOffline()); });
    connect(m_reconnect, &QAction::triggered, this, [this] { perform(m_ids, Order::Reconnect()); });
    connect(m_duplicate, &QAction::triggered, this, [this] { emit duplicateRequested(m_ids.first()); });
    connect(m_rename, &QAction::triggered, this, [this] { emit renameRequested(m_ids.first()); });
    connect(m_remove, &QAction::triggered, this, [this] { emit removeRequested(m_ids); });
    makeOfflineMenu();
    setDevices({});
}

void DeviceActions::perform(const QStringList &ids, const Order &order)
{
    const bool isAsked = m_permission && order.opensConnection();
    Bulk::perform(m_fleet, isAsked ? m_permission(ids) : ids, order, this);
}

QAction *DeviceActions::make(const QString &name, const QString &icon, const QString &text, const QString &toolTip,
                             const QKeySequence &keys)
{
    auto *action = new QAction(lineIcon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    const QString keyText = keys.toString(QKeySequence::NativeText);
    action->setToolTip(keyText.isEmpty() ? toolTip : u"%1 (%2)"_s.arg(toolTip, keyText));
    m_window->addAction(action);
    return action;
}

void DeviceActions::makeOfflineMenu()
{
    m_offlineMenu->setObjectName(u"offlineMenu"_s);
    m_offlineMenu->setIcon(lineIcon(u"offline"_s));
    addOfflineMode(OfflineMode::Clean, tr("&Clean"), Qt::Key_F6);
    addOfflineMode(OfflineMode::WithWill, tr("With &will"), Qt::SHIFT | Qt::Key_F6);
    addOfflineMode(OfflineMode::Abrupt, tr("&Abrupt"), Qt::CTRL | Qt::Key_F6);
    addOfflineMode(OfflineMode::Reset, tr("&Reset"), Qt::CTRL | Qt::SHIFT | Qt::Key_F6);
    addOfflineMode(OfflineMode::Silent, tr("&Silent"), Qt::ALT | Qt::Key_F6);
}

void DeviceActions::addOfflineMode(OfflineMode mode, const QString &text, const QKeySequence &keys)
{
    QAction *action = m_offlineMenu->addAction(
        tr("%1: %2", "offline mode: what it does").arg(text, DisplayText::modeExplanation(mode)));
    action->setObjectName(u"actionOffline-"_s + toString(mode));
    action->setShortcut(keys);
    m_window->addAction(action);
    connect(action, &QAction::triggered, this, [this, mode] { perform(m_ids, Order::GoOffline{mode}); });
}

void DeviceActions::setDevices(const QStringList &ids)
{
    m_ids = ids;
    const bool any = !ids.isEmpty();
    for (QAction *action : {m_connect, m_offline, m_reconnect, m_remove})
        action->setEnabled(any);
    for (QAction *action : m_offlineMenu->actions())
        action->setEnabled(any);
    m_offlineMenu->setEnabled(any);
    for (QAction *action : {m_duplicate, m_rename})
        action->setEnabled(ids.size() == 1);
}

void DeviceActions::fill(QMenu &menu) const
{
    menu.addAction(m_connect);
    menu.addMenu(m_offlineMenu);
    menu.addAction(m_reconnect);
    menu.addSeparator();
    menu.addAction(m_duplicate);
    menu.addAction(m_rename);
    menu.addAction(m_remove);
}

} // namespace Standin::Gui
