// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "gui/pages/devicepage.h"

#include <memory>

class QPushButton;

namespace Standin::Gui {

class MessageLabel;
class PayloadEditor;

namespace Ui {
class RepliesPage;
}

/// The replies of the device to commands: the waiting preset replies, and the default reply of its profile.
class RepliesPage final : public DevicePage
{
    Q_OBJECT

public:
    explicit RepliesPage(const DevicePageContext &context, QWidget *parent = nullptr);
    ~RepliesPage() override;

    void setSelection(const QStringList &ids) override;
    void setDocument(const DocumentPtr &document) override;
    void setStatus(const DeviceStatus &status) override;

    [[nodiscard]] bool accepts(EntryRequest::Kind kind) const override;
    /// Puts the payload into the editor for preset replies.
    void accept(const EntryRequest &request) override;

private:
    void setUpPresets();
    void setUpQueue();
    void setUpDefaultReply();
    void setUpEditor(PayloadEditor &editor, QPushButton &insert, QPushButton &format, MessageLabel &problem);
    /// What is in the editor; nullopt, and told, when it is for no command that could come.
    [[nodiscard]] std::optional<PresetReply> enteredPreset();
    void addPreset();
    void draftDefaultReply();
    void applyDefaultReply();

    std::unique_ptr<Ui::RepliesPage> m_ui;
    const DevicePageContext m_context;
    DeviceStatus m_status;
    QStringList m_selection;
    DocumentPtr m_document;
    bool m_filling = false;
};

} // namespace Standin::Gui
