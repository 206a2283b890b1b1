// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/payloaddialog.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/windowfixture.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

/// Works with the open PayloadDialog of a window.
class PayloadDialogDriver
{
public:
    explicit PayloadDialogDriver(const WindowFixture &fixture)
        : m_window(*fixture.window)
    {}

    /// Null when none is open.
    [[nodiscard]] Standin::Gui::PayloadDialog *dialog() const
    {
        return m_window.findChild<Standin::Gui::PayloadDialog *>();
    }
    [[nodiscard]] Standin::Gui::PayloadEditor *editor() const
    {
        return find<Standin::Gui::PayloadEditor>("payloadEditor");
    }
    [[nodiscard]] QLineEdit *match() const { return find<QLineEdit>("presetMatchEdit"); }
    [[nodiscard]] Standin::Gui::MessageLabel *problem() const
    {
        return find<Standin::Gui::MessageLabel>("payloadProblemLabel");
    }
    [[nodiscard]] Standin::Gui::MessageLabel *result() const
    {
        return find<Standin::Gui::MessageLabel>("payloadResultLabel");
    }
    [[nodiscard]] QPushButton *saveButton() const
    {
        return dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    }
    void save() const { saveButton()->click(); }
    void cancel() const { dialog()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel)->click(); }

    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        return dialog()->findChild<Widget *>(QString::fromLatin1(name));
    }

private:
    const Standin::Gui::MainWindow &m_window;
};
