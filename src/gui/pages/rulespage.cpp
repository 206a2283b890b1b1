// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/rulespage.h"

#include "device/devicestatus.h"
#include "gui/pages/defaultreplyrow.h"
#include "gui/pages/dryrundialog.h"
#include "gui/pages/presetqueue.h"
#include "gui/pages/ruledraft.h"
#include "gui/pages/ruletable.h"
#include "gui/pages/staterow.h"
#include "gui/style/icon.h"
#include "rules/presetreply.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

RulesPage::RulesPage(const DevicePageContext &context, QWidget *parent)
    : DevicePage(u"RulesPage"_s, tr("&Rules"), lineIcon(u"rule"_s), parent)
    , m_fleet(context.fleet)
    , m_presets(new PresetQueue(context.fleet))
    , m_rules(new RuleTable(context.fleet, context.documents))
    , m_defaultReply(new DefaultReplyRow(context.documents))
    , m_state(new StateRow(context.fleet))
{
    auto *hint = new QLabel(tr("A command is answered by the first of these that fits, from top to bottom."));
    hint->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addWidget(hint);
    column->addWidget(m_presets);
    column->addWidget(m_rules, 1);
    column->addWidget(m_defaultReply);
    column->addWidget(m_state);
}

void RulesPage::setSelection(const QStringList &ids)
{
    m_presets->setSelection(ids);
    m_rules->setDevice(ids.first());
}

void RulesPage::setDocument(const DocumentPtr &document)
{
    m_rules->setDocument(document);
    m_defaultReply->setDocument(document);
}

void RulesPage::setStatus(const DeviceStatus &status)
{
    m_presets->setStatus(status);
    m_state->setStatus(status);
    m_commandTopic = status.commandTopic;
}

bool RulesPage::accepts(EntryRequest::Kind kind) const
{
    return kind == EntryRequest::Kind::PresetReply || kind == EntryRequest::Kind::Rule ||
           kind == EntryRequest::Kind::DryRun;
}

void RulesPage::accept(const EntryRequest &request)
{
    const Entry &entry = *request.entry;
    if (request.kind == EntryRequest::Kind::PresetReply) {
        m_presets->write(Rules::presetReplyFrom(entry.payload, entry.correlation));
        return;
    }
    if (request.kind == EntryRequest::Kind::Rule) {
        m_rules->write(RuleDraft::from(entry, m_commandTopic), RuleEdits::Place::Program);
        return;
    }
    auto *dialog = new DryRunDialog(m_fleet, request.entry, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace Standin::Gui
