// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Standin::App {

/// Turns SIGINT, SIGTERM and SIGHUP into a signal of the event loop.
class UnixSignals final : public QObject
{
    Q_OBJECT

public:
    /// Call it first thing in main(): threads inherit that the signals are blocked, and QApplication starts some.
    /// SIGPIPE is ignored: a write into a pipe that nobody reads any more fails, and that is all.
    static void block();

    /// Needs an application, and block() before it.
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

signals:
    void terminationRequested();

private:
    int m_descriptor = -1;
};

} // namespace Standin::App
