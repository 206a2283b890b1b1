// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "profile/profile.h"

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

/// The dialogs about devices: to make a new one, to duplicate one, to remove some.
class DeviceFlow final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the flow; dialogs belong to `window`.
    struct Parts
    {
        Fleet &fleet;
        ProfileDocuments &documents;
        DocumentFlow &files;
        DeviceActions &actions;
    };

    DeviceFlow(const Parts &parts, QWidget &window);

    /// Starts from the default profile, with a client id that is still free and with that broker unless it is empty.
    void makeNew(const QUrl &broker);
    /// Starts from the profile of that device, with the next free client id.
    void duplicate(const QString &id);
    /// Asks where a removal is not plain (DocumentFlow::confirmRemoval).
    void remove(const QStringList &ids);

signals:
    void made(const QString &firstDevice);
    void failed(const Standin::Error &error);

private:
    void makeFrom(const Profile &start);

    const Parts m_parts;
    QWidget &m_window;
};

} // namespace Standin::Gui
