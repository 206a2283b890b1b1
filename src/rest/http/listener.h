// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httplimits.h"
#include "rest/http/requestfilter.h"

#include <QHostAddress>
#include <QList>
#include <QTcpServer>
#include <QTimer>

namespace Standin::Rest {

class HttpConnection;

/// The door in front of Qt's HTTP server: bounds the number of connections and watches over their deadlines.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    Listener(const HttpLimits &limits, RequestFilter filter, QObject *parent = nullptr);
    ~Listener() override;

    /// What is owed to all clients is given up; replies that are still to come are ignored.
    void abandonAll();
    [[nodiscard]] HttpConnection *connectionFrom(const QHostAddress &peer, quint16 port) const;
    [[nodiscard]] qsizetype connectionCount() const { return m_connections.size(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    [[nodiscard]] bool makeRoom();
    void turnAway(QTcpSocket &socket);
    void enforceDeadlines();

    const HttpLimits m_limits;
    const RequestFilter m_filter;
    QList<HttpConnection *> m_connections;
    QTimer m_sweep;
};

} // namespace Standin::Rest
