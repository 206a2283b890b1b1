// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/diagrampane.h"

#include "gui/scenarios/diagramview.h"
#include "gui/style/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr double zoomOfAClick = 1.25;

QString withKeys(const QString &tip, const QKeySequence &keys)
{
    return keys.isEmpty() ? tip : u"%1 (%2)"_s.arg(tip, keys.toString(QKeySequence::NativeText));
}

} // namespace

DiagramPane::DiagramPane(QWidget *parent)
    : QWidget(parent)
    , m_view(new DiagramView)
    , m_zoom(new QLabel)
{
    m_view->setObjectName(u"diagramView"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    const auto add = [&](QToolButton *button, auto act) {
        connect(button, &QToolButton::clicked, this, act);
        row->addWidget(button);
    };
    add(addButton(u"zoomOutButton"_s, {}, u"−"_s, tr("Smaller"), Qt::CTRL | Qt::Key_Minus),
        [this] { m_view->setZoom(m_view->zoom() / zoomOfAClick); });
    row->addWidget(m_zoom);
    add(addButton(u"zoomInButton"_s, {}, u"+"_s, tr("Larger"), Qt::CTRL | Qt::Key_Plus),
        [this] { m_view->setZoom(m_view->zoom() * zoomOfAClick); });
    add(addButton(u"zoomFitButton"_s, {}, tr("Fit width"), tr("All lanes in view"), Qt::CTRL | Qt::Key_0),
        [this] { fit(); });
    row->addStretch(1);
    add(addButton(u"exportDiagramButton"_s, u"export"_s, tr("Export…"), tr("Saves the diagram as SVG or PNG"), {}),
        [this] { emit exportRequested(); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    connect(m_view, &DiagramView::logRequested, this, &DiagramPane::logRequested);
    connect(m_view, &DiagramView::zoomChanged, this, &DiagramPane::adapt);
    adapt();
}

QToolButton *DiagramPane::addButton(const QString &name, const QString &icon, const QString &text, const QString &tip,
                                    const QKeySequence &keys)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(withKeys(tip, keys));
    button->setShortcut(keys);
    if (!icon.isEmpty()) {
        button->setIcon(lineIcon(icon));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    m_buttons.append(button);
    return button;
}

void DiagramPane::setRun(const std::optional<Scenarios::RunReport> &run)
{
    m_view->setRun(run);
    adapt();
}

void DiagramPane::fit()
{
    m_view->setZoom(m_view->zoomToFit());
}

void DiagramPane::adapt()
{
    for (QToolButton *button : std::as_const(m_buttons))
        button->setEnabled(!m_view->svg().isEmpty());
    m_zoom->setText(tr("%1 %").arg(qRound(m_view->zoom() * 100)));
}

} // namespace Standin::Gui
