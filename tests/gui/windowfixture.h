// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/localbroker.h"
#include "engine/engine.h"
#include "gui/dialoganswer.h"
#include "gui/window/mainwindow.h"

#include <QAbstractButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>

/// A window with its engine, and settings in a temporary folder.
class WindowFixture
{
public:
    explicit WindowFixture(const Standin::Broker::LocalBroker &broker, const Standin::EngineOptions &options = {});

    /// A profile with the address of the broker.
    [[nodiscard]] Standin::Profile profile(const QString &clientId, int count = 1) const;
    /// Makes devices and selects the first.
    void add(const Standin::Profile &profile);
    /// add(), and shows the Rules page.
    void showRules(const Standin::Profile &profile);
    /// Closes the window and opens another one on the same settings and a new engine.
    void restart();

    [[nodiscard]] QTableView *deviceTable() const;
    [[nodiscard]] QTableView *logTable() const;
    [[nodiscard]] QString state(const QString &id) const;
    /// Selects rows of the device table, as a click and clicks with Ctrl do.
    void selectRows(const QList<int> &rows) const;
    /// Clicks a row of the log that is in view.
    void clickLogRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void trigger(const QString &action) const;
    void click(const QString &button) const;
    /// The text of a log column, top to bottom.
    [[nodiscard]] QStringList logColumn(int column) const;

    template <typename Widget>
    [[nodiscard]] Widget *find(const QString &name) const
    {
        return window->findChild<Widget *>(name);
    }

    QTemporaryDir folder;
    QSettings settings;
    std::unique_ptr<Standin::Engine> engine;
    std::unique_ptr<Standin::Gui::MainWindow> window;

private:
    void open();

    const Standin::Broker::LocalBroker &m_broker;
    Standin::EngineOptions m_options;
};
