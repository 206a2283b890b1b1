// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/wiretap.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

Wiretap::Wiretap(quint16 targetPort)
    : m_targetPort(targetPort)
{
    connect(&m_target, &QTcpSocket::readyRead, this, [this] {
        const QByteArray bytes = m_target.readAll();
        ::send(m_client, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
    });
    connect(&m_target, &QTcpSocket::disconnected, this, &Wiretap::closeClient);
}

Wiretap::~Wiretap()
{
    m_target.disconnect(this);
    closeClient();
}

void Wiretap::incomingConnection(qintptr descriptor)
{
    if (m_client >= 0)
        qFatal("a wiretap serves one client");
    m_client = static_cast<int>(descriptor);
    m_readable = std::make_unique<QSocketNotifier>(m_client, QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Wiretap::readClient);
    m_target.connectToHost(QHostAddress(QHostAddress::LocalHost), m_targetPort);
}

void Wiretap::readClient()
{
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(m_client, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count > 0) {
        m_sent.append(buffer.data(), count);
        m_target.write(buffer.data(), count);
        return;
    }
    if (count < 0 && errno == EAGAIN)
        return;
    m_end = count == 0 ? End::Fin : End::Reset;
    m_readable->setEnabled(false);
    m_target.disconnectFromHost();
}

void Wiretap::closeClient()
{
    if (m_readable) {
        m_readable->setEnabled(false);
        m_readable.release()->deleteLater();
    }
    if (m_client >= 0)
        ::close(std::exchange(m_client, -1));
}
