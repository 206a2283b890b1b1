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

/// Writing a message and sending it, from one device or from all that are selected. What is in the editor stays there
/// when another device is looked at.
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
    void setUpEditor();
    void setUpSavedMessages();
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
    DocumentPtr m_document;
};

} // namespace Standin::Gui
