// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/link.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QList>
#include <QSocketNotifier>

#include <memory>

namespace Standin {

/// A TCP connection directly on a socket, without Nagle's algorithm and without buffers of its own, so that a device
/// needs little memory. The addresses of a name are tried one after the other.
class TcpLink final : public Link
{
    Q_OBJECT

public:
    TcpLink(QString host, quint16 port, QObject *parent = nullptr);
    ~TcpLink() override;

    void start() override;
    void hold() override { ++m_holds; }
    void release() override;
    void cut() override;
    void sendReset() override;
    void goSilent() override;
    /// Sends the unsent bytes that the system accepts now, then closes with FIN.
    void close() override;

    [[nodiscard]] qint64 bytesToWrite() const override { return m_unsent.size(); }

    /// Limit of bytes for a peer that does not read; above it the link ends with TooLarge.
    static constexpr qsizetype maxUnsentBytes = 64 * 1024 * 1024;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    void lookedUp(const QHostInfo &info);
    void tryNextAddress();
    /// 0, or errno.
    int connectSocket(const QHostAddress &address);
    void connectFinished();
    void becomeEstablished();
    void onReadable();
    void onWritable();
    bool flush();
    void end(Error error);
    void endLater(const Error &error);
    void closeSocket();
    [[nodiscard]] Error errorOf(int systemError) const;

    const QString m_host;
    const quint16 m_port;
    QList<QHostAddress> m_addresses; ///< not yet tried
    int m_socket = -1;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable; ///< only while waiting
    QByteArray m_unsent;
    int m_holds = 0;
    bool m_endOfStream = false;
    bool m_silent = false;
};

} // namespace Standin
