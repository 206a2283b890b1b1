// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosquitto.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 10'000;

// Daemons live in sbin, which is not in everybody's PATH.
QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

Mosquitto::~Mosquitto()
{
    stop();
}

bool Mosquitto::start(const std::optional<User> &user)
{
    m_port = freePort();
    return m_port != 0 && writeConfiguration(user) && restart();
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

bool Mosquitto::writeConfiguration(const std::optional<User> &user)
{
    QByteArray text = "listener " + QByteArray::number(m_port) + " 127.0.0.1\nset_tcp_nodelay true\n";
    // Out of the box it drops a client with more than 20 messages of QoS 2 in flight, and queues no more than 1000.
    text += "max_inflight_messages 0\nmax_queued_messages 0\n";
    // Started by root it would become another user, who cannot read the password file.
    text += "user " + qEnvironmentVariable("USER", u"root"_s).toUtf8() + '\n';
    if (user) {
        const QString path = m_dir.filePath(u"passwords"_s);
        if (!writePasswordFile(*user, path))
            return false;
        text += "allow_anonymous false\npassword_file " + path.toUtf8() + '\n';
    } else {
        text += "allow_anonymous true\n";
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
    for (const QDeadlineTimer deadline(patienceMs); !deadline.hasExpired();) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (probe.waitForConnected(100))
            return true;
        if (m_process.waitForFinished(20) || m_process.state() == QProcess::NotRunning)
            break;
    }
    m_errorText = u"mosquitto did not come up: "_s + QString::fromLocal8Bit(m_process.readAll());
    return false;
}
