// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace Standin::Broker {

using namespace Qt::StringLiterals;

namespace {

constexpr int startTimeoutMs = 10'000;

/// Debian puts mosquitto where only root's PATH leads to.
QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost, 0) ? server.serverPort() : 0;
}

} // namespace

LocalBroker::LocalBroker(QObject *parent)
    : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, [this] {
        if (m_listening)
            m_process.readAll(); // nobody wants it, and it must not pile up
    });
    m_process.setChildProcessModifier([parentId = ::getpid()] {
        // Mosquitto is to hear what we have blocked for ourselves.
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parentId)
            ::_exit(1); // the parent was gone before the child could ask to be told
    });
}

LocalBroker::~LocalBroker()
{
    m_process.terminate();
    if (!m_process.waitForFinished(2000))
        kill();
}

Result<> LocalBroker::start(const Options &options)
{
    const QString program = findProgram(u"mosquitto"_s);
    if (program.isEmpty())
        return failure(ErrorCode::ProcessFailed, u"mosquitto is not installed: sudo apt install mosquitto"_s);
    const bool anyPort = options.port == 0 && m_port == 0;
    Result<> result;
    for (int tries = 0; tries < (anyPort ? 5 : 1); ++tries) {
        // Between finding a free port and mosquitto taking it, somebody else may: hence the tries.
        m_port = options.port != 0 ? options.port : anyPort ? freePort() : m_port;
        result = writeConfiguration(options);
        if (!result)
            return result;
        m_process.start(program, {u"-c"_s, m_dir.filePath(u"mosquitto.conf"_s)});
        result = waitUntilListening();
        if (result)
            return result;
    }
    m_port = anyPort ? 0 : m_port;
    return result;
}

Result<> LocalBroker::writeConfiguration(const Options &options)
{
    const bool withPassword = !options.username.isEmpty();
    const QString passwordFile = m_dir.filePath(u"passwords"_s);
    QString text =
        u"listener %1 127.0.0.1\nset_tcp_nodelay true\nmax_connections -1\nmax_inflight_messages 0\n"
        "max_queued_messages 0\npersistence false\nlog_dest stderr\nlog_type error\nlog_type warning\n"
        "log_type notice\nlog_type information\nconnection_messages false\nallow_anonymous %2\n"_s.arg(m_port)
            .arg(withPassword ? u"false"_s : u"true"_s);
    if (::geteuid() == 0)
        text += u"user root\n"_s; // it could not read its own files otherwise
    if (withPassword) {
        text += u"password_file %1\n"_s.arg(passwordFile);
        QProcess tool;
        tool.start(findProgram(u"mosquitto_passwd"_s),
                   {u"-b"_s, u"-c"_s, passwordFile, options.username, options.password});
        if (!tool.waitForFinished() || tool.exitCode() != 0)
            return failure(ErrorCode::ProcessFailed, u"mosquitto_passwd: "_s + tool.errorString());
    }
    QFile file(m_dir.filePath(u"mosquitto.conf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        return failure(ErrorCode::FileNotWritable, file.errorString(), file.fileName());
    return {};
}

Result<> LocalBroker::waitUntilListening()
{
    QElapsedTimer elapsed;
    elapsed.start();
    QByteArray said;
    while (m_process.state() != QProcess::NotRunning && elapsed.elapsed() < startTimeoutMs) {
        m_process.waitForReadyRead(100);
        said += m_process.readAll();
        m_listening = said.contains(" running");
        if (m_listening)
            return {};
    }
    said += m_process.readAll();
    const QString why = said.isEmpty() ? m_process.errorString() : QString::fromLocal8Bit(said).trimmed();
    kill();
    return failure(ErrorCode::ProcessFailed, u"mosquitto did not start: "_s + why);
}

void LocalBroker::kill()
{
    m_listening = false;
    m_process.kill();
    m_process.waitForFinished();
}

bool LocalBroker::isRunning() const
{
    return m_process.state() == QProcess::Running;
}

QUrl LocalBroker::url() const
{
    return QUrl(u"mqtt://127.0.0.1:%1"_s.arg(m_port));
}

} // namespace Standin::Broker
