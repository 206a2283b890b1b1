// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/textdialog.h"

#include "base/jsontext.h"
#include "gui/widgets/textview.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

void TextDialog::show(const QByteArray &text, QWidget &parent)
{
    auto *dialog = new TextDialog(text, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

TextDialog::TextDialog(const QByteArray &text, QWidget &parent)
    : QDialog(&parent)
{
    setObjectName(u"TextDialog"_s);
    setWindowTitle(tr("Payload"));
    auto *view = new TextView(this);
    view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    view->setText(JsonText::decoded(text));
    view->showAll();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(view);
    column->addWidget(buttons);
    resize(720, 520);
}

} // namespace Standin::Gui
