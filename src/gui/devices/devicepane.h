// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"

class QAction;
class QTabWidget;

namespace Standin::Gui {

class DeviceHeader;

/// The header and the pages of the current device.
class DevicePane final : public QWidget
{
    Q_OBJECT

public:
    explicit DevicePane(const DevicePageContext &context, QWidget *parent = nullptr);

    /// All selected devices, the current one first.
    void setSelection(const QStringList &ids);
    /// Shows the current status of the current device.
    void refresh();
    /// Passes the request to the page that accepts it, and shows this page.
    bool accept(const EntryRequest &request);

    /// Which page is shown.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

    /// One for each page, with the keys Ctrl+1, Ctrl+2 …; enabled while there is a current device.
    [[nodiscard]] const QList<QAction *> &pageActions() const { return m_pageActions; }

signals:
    /// An action of a page was triggered, or a page has accepted a request.
    void pageShown();
    void failed(const Standin::Error &error);

private:
    void add(DevicePage *page);
    void showDocument();
    void showPage(DevicePage &page);

    const DevicePageContext m_context;
    DeviceHeader *m_header;
    QTabWidget *m_tabs;
    QList<DevicePage *> m_pages;
    QList<QAction *> m_pageActions;
    QString m_current;
    DocumentPtr m_document;
};

} // namespace Standin::Gui
