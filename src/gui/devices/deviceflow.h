// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gui/documents/profiledocument.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

class DeviceActions;
class DocumentFlow;
class ProfileDocuments;
class WindowSettings;

/// The dialogs about devices: new, duplicate, rename, remove, and passwords before connecting.
class DeviceFlow final : public QObject
{
    Q_OBJECT

public:
    /// All parameters must outlive the flow; the parent of the dialogs is `window`.
    struct Parts
    {
        Fleet &fleet;
        ProfileDocuments &documents;
        DocumentFlow &files;
        DeviceActions &actions;
        WindowSettings &settings;
    };

    DeviceFlow(const Parts &parts, QWidget &window);

    /// Starts from the default profile, with a free client id and the broker that was used last.
    void makeNew();
    /// One more device of the same profile, with the next free client id.
    void duplicate(const QString &id);
    void rename(const QString &id);
    /// Asks for confirmation if needed (DocumentFlow::confirmRemoval).
    void remove(const QStringList &ids);
    /// The address of the local broker, which counts as the last used broker when it is started; empty when it does not
    /// run.
    void setLocalBroker(const QUrl &url);

signals:
    void made(const QString &firstDevice);
    void failed(const Standin::Error &error);

private:
    /// The one used last in the window, or else that of a device; may be empty.
    [[nodiscard]] QUrl lastBroker() const;
    void remember(const QUrl &broker);
    /// Asks for missing passwords. Returns the devices for which this was not cancelled.
    [[nodiscard]] QStringList withSecrets(const QStringList &ids);
    [[nodiscard]] bool askForSecrets(const DocumentPtr &document);

    const Parts m_parts;
    QWidget &m_window;
    QUrl m_localBroker;
    QUrl m_lastBroker; ///< of this session
};

} // namespace Standin::Gui
