// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/devicesview.h"

#include "gui/devices/devicepane.h"
#include "gui/style/icon.h"
#include "gui/window/welcomepanel.h"
#include "models/devicetablemodel.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DevicesView::DevicesView(const WindowViewContext &context, QWidget *parent)
    : WindowView(u"DevicesView"_s, tr("D&evices"), lineIcon(u"connect"_s), parent)
    , m_devices(context.devices)
    , m_stack(new QStackedWidget)
    , m_welcome(new WelcomePanel(context.newDevice, context.openProfile, context.startSamples))
    , m_nothingSelected(new QLabel(tr("Choose a device on the left.")))
    , m_pane(new DevicePane(context.pages))
{
    m_nothingSelected->setAlignment(Qt::AlignCenter);
    for (QWidget *each :
         {static_cast<QWidget *>(m_welcome), static_cast<QWidget *>(m_nothingSelected), static_cast<QWidget *>(m_pane)})
        m_stack->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(m_pane, &DevicePane::pageShown, this, &DevicesView::shown);
    connect(m_pane, &DevicePane::failed, this, &DevicesView::failed);
}

void DevicesView::setSelection(const QStringList &ids)
{
    m_pane->setSelection(ids);
    if (m_devices.rowCount() == 0)
        m_stack->setCurrentWidget(m_welcome);
    else
        m_stack->setCurrentWidget(ids.isEmpty() ? static_cast<QWidget *>(m_nothingSelected) : m_pane);
}

void DevicesView::refresh()
{
    m_pane->refresh();
}

bool DevicesView::accept(const EntryRequest &request)
{
    return m_pane->accept(request);
}

QByteArray DevicesView::layoutState() const
{
    return m_pane->layoutState();
}

void DevicesView::restoreLayout(const QByteArray &state)
{
    m_pane->restoreLayout(state);
}

QList<QAction *> DevicesView::menuActions() const
{
    return m_pane->pageActions();
}

} // namespace Standin::Gui
