// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/payloadrow.h"

#include "models/payloadpreview.h"

#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

PayloadRow::PayloadRow(const QString &name, const QString &title, const QString &toolTip, QWidget *parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout)
    , m_text(new MessageLabel)
    , m_result(new MessageLabel)
{
    auto *heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    m_text->setObjectName(name + u"Text"_s);
    m_text->setOneLine(true);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_result->setObjectName(name + u"ResultLabel"_s);
    m_result->setWordWrap(true);
    m_result->hide();
    m_line->setSpacing(2);
    m_line->addWidget(heading);
    m_line->addSpacing(6);
    m_line->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(m_line);
    column->addWidget(m_result);
    const QToolButton *edit = addButton(name + u"EditButton"_s, tr("Edit…"), toolTip);
    connect(edit, &QToolButton::clicked, this, &PayloadRow::editRequested);
}

void PayloadRow::showPayload(const QByteArray &payload, const QString &whenEmpty)
{
    m_text->say(payload.isEmpty() ? whenEmpty : Models::payloadPreview(payload), MessageLabel::Tone::Quiet);
}

void PayloadRow::say(const QString &text, MessageLabel::Tone tone)
{
    m_result->say(text, tone);
    m_result->setVisible(!text.isEmpty());
}

QToolButton *PayloadRow::addButton(const QString &name, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    m_line->addWidget(button);
    return button;
}

} // namespace Standin::Gui
