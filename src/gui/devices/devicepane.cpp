// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/devicepane.h"

#include "fleet/fleet.h"
#include "gui/devices/deviceheader.h"
#include "gui/documents/profiledocuments.h"
#include "gui/pages/devicepages.h"

#include <QAction>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DevicePane::DevicePane(const DevicePageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_header(new DeviceHeader(this))
    , m_tabs(new QTabWidget(this))
{
    m_tabs->setObjectName(u"pages"_s);
    m_tabs->setDocumentMode(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_tabs, 1);
    for (auto &page : makeDevicePages(context))
        add(page.release());
    connect(&context.documents, &ProfileDocuments::changed, this, [this](const DocumentPtr &document) {
        if (document == m_document)
            showDocument();
    });
}

void DevicePane::add(DevicePage *page)
{
    m_tabs->addTab(page, page->icon(), page->text().remove(u'&'));
    m_pages.append(page);
    auto *action = new QAction(page->text(), this);
    action->setObjectName(u"action"_s + page->objectName());
    if (m_pages.size() <= 9)
        action->setShortcut(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + m_pages.size()));
    action->setEnabled(false);
    m_pageActions.append(action);
    connect(action, &QAction::triggered, this, [this, page] { showPage(*page); });
    connect(page, &DevicePage::failed, this, &DevicePane::failed);
}

void DevicePane::setSelection(const QStringList &ids)
{
    for (QAction *action : std::as_const(m_pageActions))
        action->setEnabled(!ids.isEmpty());
    if (ids.isEmpty())
        return;
    m_current = ids.first();
    m_document = m_context.documents.of(m_current);
    m_header->setSelectedCount(ids.size());
    for (DevicePage *page : std::as_const(m_pages))
        page->setSelection(ids);
    showDocument();
    refresh();
}

void DevicePane::refresh()
{
    const auto status = m_context.fleet.status(m_current);
    if (!status)
        return;
    m_header->setStatus(*status);
    for (DevicePage *page : std::as_const(m_pages))
        page->setStatus(*status);
}

void DevicePane::showDocument()
{
    if (!m_document)
        return;
    m_header->setDocument(m_document->title(), m_document->isModified());
    for (DevicePage *page : std::as_const(m_pages))
        page->setDocument(m_document);
}

bool DevicePane::accept(const EntryRequest &request)
{
    for (DevicePage *page : std::as_const(m_pages)) {
        if (page->accepts(request.kind)) {
            showPage(*page);
            page->accept(request);
            return true;
        }
    }
    return false;
}

QByteArray DevicePane::layoutState() const
{
    return m_tabs->currentWidget()->objectName().toUtf8();
}

void DevicePane::restoreLayout(const QByteArray &state)
{
    for (DevicePage *page : std::as_const(m_pages)) {
        if (page->objectName().toUtf8() == state)
            m_tabs->setCurrentWidget(page);
    }
}

void DevicePane::showPage(DevicePage &page)
{
    emit pageShown();
    m_tabs->setCurrentWidget(&page);
    page.setFocus();
}

} // namespace Standin::Gui
