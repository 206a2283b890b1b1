// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tlsbroker.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 10'000;

// Daemons live in sbin, which is not in everybody's PATH.
QString findMosquitto()
{
    const QString found = QStandardPaths::findExecutable(u"mosquitto"_s);
    return found.isEmpty() ? QStandardPaths::findExecutable(u"mosquitto"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
                           : found;
}

QList<quint16> freePorts(qsizetype count)
{
    QList<quint16> ports;
    std::vector<std::unique_ptr<QTcpServer>> servers; // all at once, or they might be the same
    for (qsizetype i = 0; i < count; ++i) {
        servers.push_back(std::make_unique<QTcpServer>());
        servers.back()->listen(QHostAddress::LocalHost);
        ports.append(servers.back()->serverPort());
    }
    return ports;
}

} // namespace

TlsBroker::~TlsBroker()
{
    stop();
}

bool TlsBroker::start(const Options &options)
{
    stop();
    m_ports = freePorts(m_ports.size());
    const QString program = findMosquitto();
    if (program.isEmpty()) {
        m_errorText = u"mosquitto is not installed"_s;
        return false;
    }
    if (!writeConfiguration(options)) {
        m_errorText = u"cannot write its configuration"_s;
        return false;
    }
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, {u"-c"_s, m_dir.filePath(u"mosquitto.conf"_s)});
    return waitUntilReady();
}

void TlsBroker::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMs))
        m_process.kill();
    m_process.waitForFinished(patienceMs);
}

bool TlsBroker::writeConfiguration(const Options &options)
{
    // Started by root it would become another user, who cannot read the keys.
    QByteArray text = "per_listener_settings true\nset_tcp_nodelay true\nuser " +
                      qEnvironmentVariable("USER", u"root"_s).toUtf8() + '\n';
    for (const quint16 listener : std::as_const(m_ports)) {
        text += "listener " + QByteArray::number(listener) + " 127.0.0.1\nallow_anonymous true\n";
        if (listener == port())
            continue;
        text += "certfile " + options.server.certificate.toUtf8() + "\nkeyfile " + options.server.key.toUtf8() +
                "\ncafile " + options.caFile.toUtf8() + '\n';
        if (listener == mutualTlsPort())
            text += "require_certificate true\nuse_identity_as_username true\n";
    }
    QFile file(m_dir.filePath(u"mosquitto.conf"_s));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

bool TlsBroker::waitUntilReady()
{
    for (const QDeadlineTimer deadline(patienceMs); !deadline.hasExpired();) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress(QHostAddress::LocalHost), m_ports.last()); // it opens them in their order
        if (probe.waitForConnected(100))
            return true;
        if (m_process.waitForFinished(20) || m_process.state() == QProcess::NotRunning)
            break;
    }
    m_errorText = u"mosquitto did not come up: "_s + QString::fromLocal8Bit(m_process.readAll());
    return false;
}
