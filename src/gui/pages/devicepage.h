// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gui/documents/profiledocument.h"
#include "gui/log/entryrequest.h"

#include <QIcon>
#include <QWidget>

#include <functional>

namespace Standin {
class Fleet;
struct DeviceStatus;
} // namespace Standin

namespace Standin::Gui {

class ProfileDocuments;

/// What a page works with. All of it outlives the page.
struct DevicePageContext
{
    Fleet &fleet;
    ProfileDocuments &documents;
    /// Connects devices anew, as the action Reconnect does: passwords that are missing are asked for.
    std::function<void(const QStringList &ids)> reconnect;
};

/// A page about the current device: a tab beside the device table, and an entry of the View menu. devicepages.cpp lists
/// all pages.
///
/// After a change of the selection setSelection(), setDocument() and setStatus() are called, in this order; later
/// setDocument() and setStatus() for each change of the document or status. Edits are stored in the documents of the
/// context.
class DevicePage : public QWidget
{
    Q_OBJECT

public:
    /// `name`: the object name, for example "PublishPage"; the action of the menu is "actionPublishPage" then.
    /// `text`: the text in the menu, with its access key. The tab shows it without.
    DevicePage(const QString &name, QString text, QIcon icon, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_text(std::move(text))
        , m_icon(std::move(icon))
    {
        setObjectName(name);
    }

    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QIcon icon() const { return m_icon; }

    /// All selected devices, the current one first; at least one.
    virtual void setSelection(const QStringList &ids) { Q_UNUSED(ids) }
    /// The document of the current device; never null.
    virtual void setDocument(const DocumentPtr &document) { Q_UNUSED(document) }
    /// The current status of the current device.
    virtual void setStatus(const DeviceStatus &status) { Q_UNUSED(status) }

    /// Whether requests of this kind are for this page.
    [[nodiscard]] virtual bool accepts(EntryRequest::Kind kind) const
    {
        Q_UNUSED(kind)
        return false;
    }
    /// Called only for such requests, when the page is shown and the device of the entry is the current one.
    virtual void accept(const EntryRequest &request) { Q_UNUSED(request) }

signals:
    /// A message that does not belong to a field of the page.
    void failed(const Standin::Error &error);

private:
    const QString m_text;
    const QIcon m_icon;
};

} // namespace Standin::Gui
