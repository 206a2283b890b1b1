// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/noticebar.h"

#include "gui/style/colors.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/widgets/textlabel.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new TextLabel(this))
{
    setAutoFillBackground(true);
    m_text->setObjectName(u"noticeText"_s);
    auto *closeButton = new QToolButton(this);
    closeButton->setObjectName(u"closeNoticeButton"_s);
    closeButton->setIcon(lineIcon(u"close"_s));
    closeButton->setAutoRaise(true);
    closeButton->setToolTip(tr("Close this notice"));
    connect(closeButton, &QToolButton::clicked, this, &QWidget::hide);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(closeButton, 0, Qt::AlignTop);
    hide();
}

void NoticeBar::show(const QString &text, Weight weight)
{
    m_weight = weight;
    m_text->setText(text);
    applyColors();
    setVisible(true);
}

void NoticeBar::showError(const Error &error)
{
    show(ErrorPresenter::text(error), Weight::Serious);
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyColors();
}

void NoticeBar::applyColors()
{
    if (m_applying)
        return; // called by its own change of the palette
    const QScopedValueRollback applying(m_applying, true);
    const QPalette standard = QGuiApplication::palette();
    const QColor ink = m_weight == Weight::Serious ? Colors::bad(standard) : Colors::warning(standard);
    const QColor base = standard.color(QPalette::Window);
    QPalette tinted;
    constexpr int share = 14; // percent of the ink in the ground
    tinted.setColor(QPalette::Window, QColor((ink.red() * share + base.red() * (100 - share)) / 100,
                                             (ink.green() * share + base.green() * (100 - share)) / 100,
                                             (ink.blue() * share + base.blue() * (100 - share)) / 100));
    setPalette(tinted);
    m_icon->setPixmap(linePixmap(u"fault"_s, ink, 18, devicePixelRatio()));
}

} // namespace Standin::Gui
