// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "broker/privatefolder.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

#include <optional>

namespace Standin::Broker {

/// A private mosquitto on a free loopback port, for demos and tests. It is a child of this process and ends with it,
/// even when this process is killed. Use it in the main thread.
class LocalBroker final : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        quint16 port = 0; ///< 0: a free one
        QString username; ///< empty: anonymous clients are accepted
        QString password; ///< without ":"
    };

    explicit LocalBroker(QObject *parent = nullptr);
    ~LocalBroker() override;

    /// Blocks until the broker accepts connections, 10 s at most. Otherwise ProcessFailed with the output of mosquitto;
    /// when the program is missing, the message says how to install it. FileNotWritable when its files cannot be
    /// written to the end.
    Result<> start(const Options &options);
    Result<> start() { return start(Options()); }
    /// Ends it with SIGKILL. The port is kept for the next start().
    void kill();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    /// mqtt://127.0.0.1:port
    [[nodiscard]] QUrl url() const;

signals:
    /// It has ended without stop() or kill(): ProcessFailed, with the kind of end and its last output.
    void died(const Standin::Error &error);

private:
    Result<> makeFolder();
    Result<> writeConfiguration(const Options &options);
    static Result<> writePasswordFile(const Options &options, const QString &path);
    Result<> waitUntilListening();
    void read();
    void onFinished();

    std::optional<PrivateFolder> m_dir{std::in_place};
    QProcess m_process;
    quint16 m_port = 0;
    bool m_listening = false;
    QByteArray m_lastWords; ///< the end of its output
};

} // namespace Standin::Broker
