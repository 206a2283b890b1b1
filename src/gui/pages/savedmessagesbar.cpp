// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/savedmessagesbar.h"

#include "gui/style/foldedtext.h"
#include "gui/style/icon.h"
#include "gui/widgets/flowlayout.h"
#include "models/payloadpreview.h"

#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype nameCharacters = 30;

} // namespace

SavedMessagesBar::SavedMessagesBar(QWidget *parent)
    : QWidget(parent)
{
    new FlowLayout(this);
    layout()->addWidget(new QLabel(tr("No saved messages yet."), this));
}

void SavedMessagesBar::setMessages(const QList<SavedMessage> &messages)
{
    if (messages == m_messages)
        return;
    m_messages = messages;
    m_buttons.clear();
    while (QLayoutItem *item = layout()->takeAt(0)) {
        // One of them may be the sender of the current signal.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int index = 0; index < messages.size(); ++index)
        addButton(index, messages.at(index));
    if (messages.isEmpty())
        layout()->addWidget(new QLabel(tr("No saved messages yet."), this));
    showToolTips();
    updateGeometry();
}

void SavedMessagesBar::addButton(int index, const SavedMessage &message)
{
    auto *button = new QToolButton(this);
    button->setText(withoutAccessKey(Models::textPreview(message.name, nameCharacters)));
    button->setIcon(lineIcon(u"send"_s));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    connect(button, &QToolButton::clicked, this, [this, message] { emit sendRequested(message); });

    auto *menu = new QMenu(button);
    connect(menu->addAction(tr("&Load into the editor")), &QAction::triggered, this,
            [this, message] { emit loadRequested(message); });
    connect(menu->addAction(tr("Replace with what is in the &editor")), &QAction::triggered, this,
            [this, index] { emit replaceRequested(index); });
    menu->addSeparator();
    connect(menu->addAction(lineIcon(u"remove"_s), tr("&Remove")), &QAction::triggered, this,
            [this, index] { emit removeRequested(index); });
    button->setMenu(menu);
    // New widgets come last in the order of Tab, behind everything else in the window.
    setTabOrder(m_buttons.isEmpty() ? m_tabPredecessor : m_buttons.last(), button);
    setTabOrder(button, m_tabSuccessor);
    layout()->addWidget(button);
    m_buttons.append(button);
}

void SavedMessagesBar::setDeviceCount(qsizetype count)
{
    m_deviceCount = count;
    showToolTips();
}

void SavedMessagesBar::showToolTips()
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        const SavedMessage &message = m_messages.at(i);
        const QString what =
            m_deviceCount > 1
                ? tr("Send “%1” now from all %2 selected").arg(message.name, QLocale().toString(m_deviceCount))
                : tr("Send “%1” now").arg(message.name);
        m_buttons.at(i)->setToolTip(
            foldedText(what + u'\n' + message.topic + u'\n' + Models::payloadPreview(message.payload, 120)));
    }
}

} // namespace Standin::Gui
