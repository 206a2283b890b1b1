// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "fleet/bulk.h"
#include "gui/pages/devicepage.h"
#include "profile/publication.h"

#include <memory>

namespace Standin::Gui {

namespace Ui {
class PublishPage;
}

/// Edits and sends a message, from one device or from all selected ones. The payload stays in the editor when another
/// device is selected; topic, QoS and Retain belong to each device, until the window is closed.
class PublishPage final : public DevicePage
{
    Q_OBJECT

public:
    explicit PublishPage(const DevicePageContext &context, QWidget *parent = nullptr);
    ~PublishPage() override;

    void setSelection(const QStringList &ids) override;
    void setDocument(const DocumentPtr &document) override;
    void setStatus(const DeviceStatus &status) override;

private:
    /// Topic and options of a message.
    struct Address
    {
        QString topic = QStringLiteral("${topics.report}");
        int qos = 1;
        bool retain = false;

        bool operator==(const Address &) const = default;
    };

    void setUpEditor();
    void setUpSavedMessages();
    /// Stores the fields of one device and shows those of another.
    void exchangeAddress(const QString &before, const QString &after);
    void send(const QStringList &ids, const Publication &publication, const QString &name);
    void showOutcome(const Bulk::Outcome &outcome, const Publication &publication, const QString &name);
    void showProblem();
    void showResolvedTopic();
    void load(const SavedMessage &message);
    void saveMessage();
    /// A saved message was added, changed or removed.
    void setMessages(const QList<SavedMessage> &messages);
    [[nodiscard]] const QList<SavedMessage> &messages() const { return m_document->profile.messages; }
    [[nodiscard]] Publication publication() const;
    [[nodiscard]] SavedMessage savedMessage(const QString &name) const;

    std::unique_ptr<Ui::PublishPage> m_ui;
    const DevicePageContext m_context;
    DeviceStatus m_status;
    QStringList m_selection;
    QHash<QString, Address> m_addresses; ///< by client id, where they differ from the default
    DocumentPtr m_document;
};

} // namespace Standin::Gui
