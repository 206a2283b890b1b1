// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"

namespace Standin::Gui {

class DefaultReplyRow;
class PresetQueue;
class RuleTable;
class StateRow;

/// What answers a command, in the order in which it is asked: the waiting preset replies, the rules, and the default
/// reply of the profile. Below them the state of the device, which rules use.
class RulesPage final : public DevicePage
{
    Q_OBJECT

public:
    explicit RulesPage(const DevicePageContext &context, QWidget *parent = nullptr);

    void setSelection(const QStringList &ids) override;
    void setDocument(const DocumentPtr &document) override;
    void setStatus(const DeviceStatus &status) override;

    [[nodiscard]] bool accepts(EntryRequest::Kind kind) const override;
    /// Opens the editor with a preset reply or a rule for the message, or a dry run with it.
    void accept(const EntryRequest &request) override;

private:
    Fleet &m_fleet;
    PresetQueue *m_presets;
    RuleTable *m_rules;
    DefaultReplyRow *m_defaultReply;
    StateRow *m_state;
    QString m_commandTopic;
};

} // namespace Standin::Gui
