// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/profiledocument.h"
#include "journal/entry.h"

#include <QWidget>

class QTabWidget;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

class DeviceHeader;
class ProfileDocuments;
class ProfilePage;
class PublishPage;
class RepliesPage;

/// The header and the pages of the current device.
class DevicePane final : public QWidget
{
    Q_OBJECT

public:
    enum Page {
        Publish,
        Replies,
        ProfileSettings,
    };

    /// Fleet and documents must outlive the pane.
    DevicePane(Fleet &fleet, ProfileDocuments &documents, QWidget *parent = nullptr);

    /// All that are selected, the current one first; at least one.
    void setSelection(const QStringList &ids);
    /// Shows the current device as it is now.
    void refresh();
    void showPage(Page page);
    void proposePreset(const Entry &entry);

private:
    void connectPages();
    void showDocument();
    void applyProfile();
    void applyDefaultReply();
    [[nodiscard]] QString current() const { return m_ids.value(0); }
    [[nodiscard]] QStringList onlineDevices(const DocumentPtr &document) const;

    Fleet &m_fleet;
    ProfileDocuments &m_documents;
    DeviceHeader *m_header;
    QTabWidget *m_tabs;
    PublishPage *m_publish;
    RepliesPage *m_replies;
    ProfilePage *m_profile;
    QStringList m_ids;
    DocumentPtr m_document;
};

} // namespace Standin::Gui
