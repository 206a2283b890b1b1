// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"

#include <QProcess>
#include <QTemporaryDir>

#include <optional>

/// A mosquitto of the test on free ports of 127.0.0.1; it ends with the object.
class Mosquitto
{
public:
    struct User
    {
        QString name;
        QString password;
    };

    struct Tls
    {
        Certificates::Issued server;
        /// The CA of client certificates, if they are required.
        QString caFile;
    };

    struct Options
    {
        /// No other user may connect.
        std::optional<User> user = {};
        /// Opens two more listeners.
        std::optional<Tls> tls = {};
    };

    Mosquitto() = default;
    ~Mosquitto();
    Q_DISABLE_COPY_MOVE(Mosquitto)

    /// False, with the reason in errorText(), when it does not start.
    [[nodiscard]] bool start(const Options &options);
    [[nodiscard]] bool start() { return start(Options()); }
    void stop();
    /// Starts again on the same ports, without its sessions and retained messages.
    [[nodiscard]] bool restart();

    [[nodiscard]] quint16 port() const { return m_ports[0]; }
    [[nodiscard]] quint16 tlsPort() const { return m_ports[1]; }
    /// For clients with a certificate.
    [[nodiscard]] quint16 mutualTlsPort() const { return m_ports[2]; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

private:
    [[nodiscard]] bool writeConfiguration(const Options &options);
    [[nodiscard]] bool writePasswordFile(const User &user, const QString &path);
    [[nodiscard]] bool waitUntilReady();

    QTemporaryDir m_dir;
    QProcess m_process;
    QList<quint16> m_ports = {0, 0, 0};
    QString m_errorText;
};
