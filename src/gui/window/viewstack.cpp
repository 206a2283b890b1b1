// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/viewstack.h"

#include <QAction>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

ViewStack::ViewStack(QWidget *parent)
    : QWidget(parent)
    , m_switch(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
{
    m_switch->setObjectName(u"viewSwitch"_s);
    m_switch->setDocumentMode(true);
    m_switch->setExpanding(false);
    m_switch->setAutoHide(true); // while there is only one view
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_switch);
    column->addWidget(m_stack, 1);
    connect(m_switch, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        refresh();
        emit documentChanged();
    });
}

void ViewStack::add(std::unique_ptr<WindowView> view)
{
    WindowView *added = view.release();
    const auto index = static_cast<int>(m_views.size());
    m_views.append(added);
    m_stack->addWidget(added);
    auto *action = new QAction(added->icon(), added->text(), this);
    action->setObjectName(u"action"_s + added->objectName());
    if (index < 9)
        action->setShortcut(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index));
    m_viewActions.append(action);
    connect(action, &QAction::triggered, this, [this, index] { m_switch->setCurrentIndex(index); });
    connect(added, &WindowView::shown, this, [this, index] { m_switch->setCurrentIndex(index); });
    connect(added, &WindowView::failed, this, &ViewStack::failed);
    connect(added, &WindowView::closable, this, &ViewStack::closable);
    connect(added, &WindowView::documentChanged, this, [this, added] {
        if (added == current())
            emit documentChanged();
    });
    m_switch->addTab(added->icon(), added->text().remove(u'&'));
}

WindowView *ViewStack::current() const
{
    return m_views.at(m_stack->currentIndex());
}

void ViewStack::setSelection(const QStringList &ids)
{
    for (WindowView *view : std::as_const(m_views))
        view->setSelection(ids);
}

void ViewStack::refresh()
{
    current()->refresh();
}

bool ViewStack::accept(const EntryRequest &request)
{
    return std::any_of(m_views.cbegin(), m_views.cend(), [&](WindowView *view) { return view->accept(request); });
}

bool ViewStack::settle()
{
    return std::all_of(m_views.cbegin(), m_views.cend(), [](WindowView *view) { return view->settle(); });
}

std::optional<Result<>> ViewStack::open(const QString &path)
{
    for (WindowView *view : std::as_const(m_views)) {
        if (auto opened = view->open(path))
            return opened;
    }
    return std::nullopt;
}

QList<QAction *> ViewStack::menuActions() const
{
    QList<QAction *> actions;
    if (m_views.size() > 1)
        actions = m_viewActions;
    for (const WindowView *view : m_views)
        actions += view->menuActions();
    return actions;
}

} // namespace Standin::Gui
