// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "fleet/bulk.h"
#include "profile/profile.h"
#include "profile/publication.h"

#include <QWidget>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class PublishPage;
}

/// Writing a message and sending it, from one device or from all that are selected. What is in the editor stays there
/// when another device is looked at.
class PublishPage final : public QWidget
{
    Q_OBJECT

public:
    /// The fleet must outlive the page.
    explicit PublishPage(Fleet &fleet, QWidget *parent = nullptr);
    ~PublishPage() override;

    void setStatus(const DeviceStatus &status);
    /// All that are selected, the current one among them.
    void setSelection(const QStringList &ids);
    void setMessages(const QList<SavedMessage> &messages);

signals:
    /// A saved message was added, changed or removed.
    void messagesEdited(const QList<Standin::SavedMessage> &messages);

private:
    void setUpEditor();
    void setUpSavedMessages();
    void send(const QStringList &ids, const Publication &publication, const QString &name);
    void showOutcome(const Bulk::Outcome &outcome, const Publication &publication, const QString &name);
    void showProblem();
    void showResolvedTopic();
    void load(const SavedMessage &message);
    void saveMessage();
    [[nodiscard]] Publication publication() const;
    [[nodiscard]] SavedMessage savedMessage(const QString &name) const;

    std::unique_ptr<Ui::PublishPage> m_ui;
    Fleet &m_fleet;
    DeviceStatus m_status;
    QStringList m_selection;
    QList<SavedMessage> m_messages;
};

} // namespace Standin::Gui
