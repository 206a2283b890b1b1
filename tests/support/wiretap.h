// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

/// A listener on a free port of 127.0.0.1 that forwards to another port there and records the bytes that a client sends
/// and how the connection ends. For one client.
class Wiretap : public QTcpServer
{
    Q_OBJECT

public:
    enum class End : quint8 {
        None,
        Fin,
        Reset,
    };
    Q_ENUM(End)

    explicit Wiretap(quint16 targetPort);
    ~Wiretap() override;

    [[nodiscard]] bool start() { return listen(QHostAddress::LocalHost); }

    /// From now on the client's bytes are not read.
    void pauseReading() { m_readable->setEnabled(false); }

    [[nodiscard]] const QByteArray &sent() const { return m_sent; }
    [[nodiscard]] End end() const { return m_end; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void readClient();
    void closeClient();

    const quint16 m_targetPort;
    QTcpSocket m_target;
    std::unique_ptr<QSocketNotifier> m_readable;
    QByteArray m_sent;
    int m_client = -1;
    End m_end = End::None;
};
