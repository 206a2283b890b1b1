// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/dryrundialog.h"

#include "gui/log/dryruntext.h"
#include "gui/style/errorpresenter.h"
#include "gui/widgets/textlabel.h"
#include "gui/widgets/textview.h"
#include "models/payloadpreview.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DryRunDialog::DryRunDialog(const Fleet &fleet, const EntryPtr &entry, QWidget *parent)
    : QDialog(parent)
    , m_text(new TextView)
    , m_trial(fleet)
{
    setWindowTitle(tr("Dry Run of the Rules"));
    resize(680, 420);
    m_text->setObjectName(u"dryRunView"_s);
    auto *subject = new TextLabel;
    subject->setObjectName(u"dryRunLabel"_s);
    subject->setText(tr("What the rules of %1 as they are now would make of this message on %2: %3")
                         .arg(entry->device, entry->topic, Models::payloadPreview(entry->payload)));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(subject);
    column->addWidget(m_text, 1);
    column->addWidget(buttons);
    m_trial.start(entry, [this](const Result<DryRun> &run) { show(run); });
}

void DryRunDialog::show(const Result<DryRun> &run)
{
    m_text->setText(run ? DryRunText::of(*run) : ErrorPresenter::text(run.error()));
}

} // namespace Standin::Gui
