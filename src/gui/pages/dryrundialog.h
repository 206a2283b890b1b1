// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/log/ruletrial.h"

#include <QDialog>

namespace Standin::Gui {

class TextView;

/// Shows what the rules of a device would make of a message of the log, without doing it.
class DryRunDialog final : public QDialog
{
    Q_OBJECT

public:
    /// The fleet must outlive the dialog.
    DryRunDialog(const Fleet &fleet, const EntryPtr &entry, QWidget *parent = nullptr);

private:
    void show(const Result<DryRun> &run);

    TextView *m_text; ///< "dryRunView"
    RuleTrial m_trial;
};

} // namespace Standin::Gui
