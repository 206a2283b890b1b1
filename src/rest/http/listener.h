// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpbudgets.h"
#include "rest/http/requestfilter.h"

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>
#include <QTimer>

namespace Standin::Rest {

class HttpConnection;

/// Accepts the connections of Qt's HTTP server, bounds their number and checks their deadlines.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    /// The key of a connection: address and port of the client, since our own port is always the same.
    struct Key
    {
        QHostAddress peer;
        quint16 peerPort;
        QHostAddress own;

        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.peer, key.peerPort, key.own); }
    };
    [[nodiscard]] static Key keyOf(const QTcpSocket &socket);

    Listener(const HttpLimits &limits, RequestFilter filter, QObject *parent = nullptr);
    ~Listener() override;

    /// Answers all open requests with 503; later replies are ignored.
    void endAll();
    /// nullptr when there is none.
    [[nodiscard]] HttpConnection *connection(const Key &key) const { return m_connections.value(key); }
    [[nodiscard]] qsizetype connectionCount() const { return m_connections.size(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    [[nodiscard]] bool makeRoom();
    [[nodiscard]] bool cutIdle();
    void turnAway(QTcpSocket &socket, const QString &reason);
    void onAcceptError();
    void keepReserve();
    void enforceDeadlines();

    const HttpLimits m_limits;
    const RequestFilter m_filter;
    const HttpBudgets m_budgets;
    QHash<Key, HttpConnection *> m_connections;
    QTimer m_sweep;
    int m_reserve = -1; ///< a spare descriptor: it is closed to accept a client and answer 503 when there are no others
};

} // namespace Standin::Rest
