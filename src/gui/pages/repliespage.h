// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "device/devicestatus.h"

#include <QWidget>

#include <memory>

class QPushButton;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

class MessageLabel;
class PayloadEditor;

namespace Ui {
class RepliesPage;
}

/// What the device answers to commands: the preset replies that wait, and the default reply of its profile.
class RepliesPage final : public QWidget
{
    Q_OBJECT

public:
    /// The fleet must outlive the page.
    explicit RepliesPage(Fleet &fleet, QWidget *parent = nullptr);
    ~RepliesPage() override;

    void setStatus(const DeviceStatus &status);
    void setSelection(const QStringList &ids);
    /// The reply that the devices have, and the edited one that is not applied yet.
    void setDefaultReply(const QByteArray &reply, const std::optional<QByteArray> &draft);
    void showDefaultReplyResult(const Result<> &result);
    /// Puts a text into the editor for preset replies, ready to be changed and added.
    void proposePreset(const QByteArray &payload);

signals:
    /// nullopt: the text is as it was applied last.
    void defaultReplyDrafted(const std::optional<QByteArray> &draft);
    void defaultReplyApplied();

private:
    void setUpPresets();
    void setUpDefaultReply();
    void setUpEditor(PayloadEditor &editor, QPushButton &insert, QPushButton &format, MessageLabel &problem);
    void addPreset();

    std::unique_ptr<Ui::RepliesPage> m_ui;
    Fleet &m_fleet;
    DeviceStatus m_status;
    QStringList m_selection;
    QByteArray m_appliedReply;
};

} // namespace Standin::Gui
