// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mosquitto.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 10'000;

// Daemons are in sbin, which is not in the PATH of every user.
QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
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

Mosquitto::~Mosquitto()
{
    stop();
}

bool Mosquitto::start(const Options &options)
{
    // Another process may take the free ports before mosquitto binds them, so there are several tries.
    for (int tries = 0; tries < 5; ++tries) {
        m_ports = freePorts(m_ports.size());
        if (!writeConfiguration(options))
            return false;
        if (restart())
            return true;
    }
    return false;
}

void Mosquitto::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMs))
        m_process.kill();
    m_process.waitForFinished(patienceMs);
}

bool Mosquitto::restart()
{
    stop();
    const QString program = findProgram(u"mosquitto"_s);
    if (program.isEmpty()) {
        m_errorText = u"mosquitto is not installed"_s;
        return false;
    }
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, {u"-c"_s, m_dir.filePath(u"mosquitto.conf"_s)});
    return waitUntilReady();
}

bool Mosquitto::writeConfiguration(const Options &options)
{
    // By default it drops a client with more than 20 messages of QoS 2 in flight, and queues at most 1000.
    QByteArray text = "set_tcp_nodelay true\nmax_inflight_messages 0\nmax_queued_messages 0\n";
    // Started by root it would switch to another user, who cannot read the files.
    text += "user " + qEnvironmentVariable("USER", u"root"_s).toUtf8() + '\n';
    if (options.user) {
        const QString path = m_dir.filePath(u"passwords"_s);
        if (!writePasswordFile(*options.user, path))
            return false;
        text += "allow_anonymous false\npassword_file " + path.toUtf8() + '\n';
    } else {
        text += "allow_anonymous true\n";
    }
    for (const quint16 listener : std::as_const(m_ports)) {
        if (listener != port() && !options.tls)
            continue;
        text += "listener " + QByteArray::number(listener) + " 127.0.0.1\n";
        if (listener == port())
            continue;
        text += "certfile " + options.tls->server.certificate.toUtf8() + "\nkeyfile " +
                options.tls->server.key.toUtf8() + "\ncafile " + options.tls->caFile.toUtf8() + '\n';
        if (listener == mutualTlsPort())
            text += "require_certificate true\n";
    }
    QFile file(m_dir.filePath(u"mosquitto.conf"_s));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

bool Mosquitto::writePasswordFile(const User &user, const QString &path)
{
    const QString program = findProgram(u"mosquitto_passwd"_s);
    const bool written = QProcess::execute(program, {u"-c"_s, u"-b"_s, path, user.name, user.password}) == 0;
    if (!written)
        m_errorText = u"mosquitto_passwd failed"_s;
    return written;
}

bool Mosquitto::waitUntilReady()
{
    // A port that answers may belong to another process; only the output is certain.
    QByteArray said;
    const QDeadlineTimer deadline(patienceMs);
    while (m_process.state() != QProcess::NotRunning && !deadline.hasExpired()) {
        m_process.waitForReadyRead(100);
        said += m_process.readAll();
        if (said.contains(" running"))
            return true;
    }
    m_errorText = u"mosquitto did not come up: "_s + QString::fromLocal8Bit(said);
    return false;
}
