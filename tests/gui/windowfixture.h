// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "broker/localbroker.h"
#include "fleet/fleet.h"
#include "gui/dialoganswer.h"
#include "gui/window/mainwindow.h"

#include <QAbstractButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>

/// A window with all that is behind it, settings in a temporary folder, and a local broker of its own.
class WindowFixture
{
public:
    explicit WindowFixture(const Standin::Broker::LocalBroker &broker);

    /// A profile that goes to the broker.
    [[nodiscard]] Standin::Profile profile(const QString &clientId, int count = 1) const;
    /// Makes devices and selects the first.
    void add(const Standin::Profile &profile);
    /// Closes the window and opens another one on the same settings and a new fleet.
    void restart();

    [[nodiscard]] QTableView *deviceTable() const;
    [[nodiscard]] QTableView *logTable() const;
    [[nodiscard]] QString state(const QString &id) const;
    /// Selects rows of the device table, as a click and clicks with Ctrl do.
    void selectRows(const QList<int> &rows) const;
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
    Standin::SystemClock clock;
    Standin::Journal journal{clock};
    QSettings settings;
    std::unique_ptr<Standin::Fleet> fleet;
    std::unique_ptr<Standin::Gui::MainWindow> window;

    std::optional<Standin::Error> brokerError; ///< why the local broker does not start
    bool offersBroker = true;                  ///< to windows that are opened later

private:
    void open();

    const Standin::Broker::LocalBroker &m_broker;
};
