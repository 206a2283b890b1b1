// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/// A blocking TCP connection to a port of this machine, closed with the object. It takes little memory, so that a test
/// may have thousands.
class LoopbackSocket
{
public:
    /// Sets `option` of SOL_SOCKET to `value`, then connects.
    template <typename Value>
    LoopbackSocket(quint16 port, int option, const Value &value)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in to = {};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::setsockopt(m_socket, SOL_SOCKET, option, &value, sizeof value);
        m_isConnected = ::connect(m_socket, reinterpret_cast<sockaddr *>(&to), sizeof to) == 0;
    }
    LoopbackSocket(LoopbackSocket &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
        , m_isConnected(other.m_isConnected)
    {}
    LoopbackSocket &operator=(LoopbackSocket &&) = delete;
    ~LoopbackSocket()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }

    [[nodiscard]] int descriptor() const { return m_socket; }
    [[nodiscard]] bool isConnected() const { return m_isConnected; }

private:
    int m_socket;
    bool m_isConnected = false;
};
