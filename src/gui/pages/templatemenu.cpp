// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/templatemenu.h"

#include "gui/widgets/payloadeditor.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

TemplateMenu::TemplateMenu(PayloadEditor &editor, Purpose purpose, QWidget *parent)
    : QMenu(parent)
{
    const auto offer = [&](const QString &text, const QString &meaning) {
        connect(addAction(text + u'\t' + meaning), &QAction::triggered, &editor,
                [&editor, text] { editor.insertTemplate(text); });
    };
    if (purpose == Purpose::Reply) {
        offer(u"${requestTime}"_s, tr("the command's requestTime"));
        offer(u"${traceId}"_s, tr("the command's traceId"));
        addSeparator();
    }
    offer(u"${clientId}"_s, tr("client ID of the device"));
    offer(u"${index}"_s, tr("number of the device in its fleet, from 0"));
    addSeparator();
    offer(u"${now()}"_s, tr("milliseconds since 1970"));
    offer(u"${isoNow()}"_s, tr("date and time, ISO 8601"));
    offer(u"${seq()}"_s, tr("1, 2, 3 … for this device"));
    offer(u"${uuid()}"_s, tr("a new UUID"));
    addSeparator();
    offer(u"${randomInt(1, 100)}"_s, tr("a whole number from 1 to 100"));
    offer(u"${random(0, 1)}"_s, tr("a number from 0 to 1"));
}

} // namespace Standin::Gui
