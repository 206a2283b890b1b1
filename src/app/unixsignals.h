// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Standin {

/// Turns SIGINT, SIGTERM and SIGHUP into a signal of the event loop. Make one before any thread is started: the threads
/// inherit that they are blocked.
class UnixSignals final : public QObject
{
    Q_OBJECT

public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

signals:
    void terminationRequested();

private:
    int m_descriptor = -1;
};

} // namespace Standin
