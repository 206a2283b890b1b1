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
        offer(u"${command.topic}"_s, tr("the command's topic"));
        offer(u"${command.payload}"_s, tr("the command's payload"));
        offer(u"${command.json.NAME}"_s, tr("a value of the command's JSON"));
        addSeparator();
    }
    offer(u"${clientId}"_s, tr("client ID of the device"));
    offer(u"${index}"_s, tr("number of the device in its fleet, from 0"));
    offer(u"${vars.NAME}"_s, tr("a value from the profile's vars"));
    offer(u"${topics.report}"_s, tr("the topic of the reports"));
    offer(u"${topics.command}"_s, tr("the topic of the commands"));
    offer(u"${topics.reply}"_s, tr("the topic of the replies"));
    addSeparator();
    offer(u"${now()}"_s, tr("milliseconds since 1970"));
    offer(u"${isoNow()}"_s, tr("date and time, ISO 8601"));
    offer(u"${seq()}"_s, tr("1, 2, 3 … for this device"));
    offer(u"${uuid()}"_s, tr("a new UUID"));
    addSeparator();
    offer(u"${randomInt(1, 100)}"_s, tr("a whole number from 1 to 100"));
    offer(u"${random(0, 1)}"_s, tr("a number from 0 to 1"));
    offer(u"${pick('on', 'off')}"_s, tr("one of the values, at random"));
    offer(u"${walk('name', 0.5, 0, 100)}"_s, tr("the previous value, changed by at most 0.5, from 0 to 100"));
    offer(u"${sine(60000, 0, 100)}"_s, tr("a sine wave of 60 s, from 0 to 100"));
}

} // namespace Standin::Gui
