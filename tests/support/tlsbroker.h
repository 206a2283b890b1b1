// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"

#include <QProcess>

/// A mosquitto of the test's own with three listeners on free ports of 127.0.0.1: plain, TLS, and TLS for clients with
/// a certificate. Ends with the object.
class TlsBroker
{
public:
    /// What the TLS listeners show, and whose clients they trust.
    struct Options
    {
        Certificates::Issued server;
        QString caFile;
    };

    TlsBroker() = default;
    ~TlsBroker();
    Q_DISABLE_COPY_MOVE(TlsBroker)

    /// False, and why in errorText(), when it does not come up within 10 s.
    [[nodiscard]] bool start(const Options &options);
    void stop();

    [[nodiscard]] quint16 port() const { return m_ports[0]; }
    [[nodiscard]] quint16 tlsPort() const { return m_ports[1]; }
    /// Its clients are known by the common name of their certificate.
    [[nodiscard]] quint16 mutualTlsPort() const { return m_ports[2]; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

private:
    [[nodiscard]] bool writeConfiguration(const Options &options);
    [[nodiscard]] bool waitUntilReady();

    QTemporaryDir m_dir;
    QProcess m_process;
    QList<quint16> m_ports = {0, 0, 0};
    QString m_errorText;
};
