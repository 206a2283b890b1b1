// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/windowview.h"

#include <memory>

class QStackedWidget;
class QTabBar;

namespace Standin::Gui {

/// The views of the window, one of them visible, with a switch above them if there are several; the window may give the
/// switch another place.
class ViewStack final : public QWidget
{
    Q_OBJECT

public:
    explicit ViewStack(QWidget *parent = nullptr);

    void add(std::unique_ptr<WindowView> view);
    [[nodiscard]] const QList<WindowView *> &views() const { return m_views; }

    [[nodiscard]] QTabBar *viewSwitch() const { return m_switch; }

    void setSelection(const QStringList &ids);
    void refresh();
    /// Passes the request to the view that accepts it.
    bool accept(const EntryRequest &request);

    /// Whether the window may be closed (WindowView::settle()).
    [[nodiscard]] bool settle();
    /// Opens a file in the view for its kind; nullopt: there is none.
    std::optional<Result<>> open(const QString &path);
    [[nodiscard]] WindowView *current() const;

    /// The actions for the View menu: the views if there are several, with the keys Alt+1, Alt+2 …, and the actions of
    /// each.
    [[nodiscard]] QList<QAction *> menuActions() const;

signals:
    void failed(const Standin::Error &error);
    /// Of the current view, also when that has become another one.
    void documentChanged();
    void closable();

private:
    QTabBar *m_switch;
    QStackedWidget *m_stack;
    QList<WindowView *> m_views;
    QList<QAction *> m_viewActions;
};

} // namespace Standin::Gui
