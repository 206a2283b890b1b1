// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/localbroker.h"

#include "base/file.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

#include <utility>

namespace Standin::Broker {

using namespace Qt::StringLiterals;

namespace {

constexpr int startTimeoutMs = 10'000;

/// Debian installs mosquitto in a folder that is in the PATH of root only.
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

/// The variables that a program needs. The rest of our environment is not passed on: it may hold secrets.
QProcessEnvironment plainEnvironment()
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment plain;
    for (const QString &name :
         {u"PATH"_s, u"LD_LIBRARY_PATH"_s, u"HOME"_s, u"TMPDIR"_s, u"TZ"_s, u"LANG"_s, u"LC_ALL"_s}) {
        if (own.contains(name))
            plain.insert(name, own.value(name));
    }
    return plain;
}

/// The tool does not report that there was no space for the whole file.
Result<> checkPasswordFile(const QString &path, const QString &username)
{
    constexpr qint64 maxBytes = 1024 * 1024;
    const auto bytes = File::read(path, maxBytes);
    if (!bytes)
        return Failure(bytes.error());
    if (!bytes->startsWith(username.toUtf8() + ":$") || !bytes->endsWith('\n'))
        return failure(ErrorCode::FileNotWritable, u"mosquitto_passwd did not write all of it"_s, path);
    return {};
}

} // namespace

LocalBroker::LocalBroker(QObject *parent)
    : QObject(parent)
{
    m_process.setProcessEnvironment(plainEnvironment());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, [this] {
        if (m_listening)
            read();
    });
    connect(&m_process, &QProcess::finished, this, &LocalBroker::onFinished);
    m_process.setChildProcessModifier([parentId = ::getpid()] {
        // Signals that this process blocks or ignores must reach mosquitto.
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::signal(SIGPIPE, SIG_DFL);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parentId)
            ::_exit(1); // the parent ended before prctl() was called
    });
}

LocalBroker::~LocalBroker()
{
    m_listening = false;
    m_process.terminate();
    if (!m_process.waitForFinished(2000))
        kill();
}

Result<> LocalBroker::start(const Options &options)
{
    const QString program = findProgram(u"mosquitto"_s);
    if (program.isEmpty())
        return failure(ErrorCode::ProcessFailed, u"mosquitto is not installed: sudo apt install mosquitto"_s);
    if (const auto made = makeFolder(); !made)
        return made;
    const bool anyPort = options.port == 0 && m_port == 0;
    Result<> result;
    for (int tries = 0; tries < (anyPort ? 5 : 1); ++tries) {
        // Another process may take the free port before mosquitto binds it, so there are several tries.
        m_port = options.port != 0 ? options.port : anyPort ? freePort() : m_port;
        result = writeConfiguration(options);
        if (!result)
            return result;
        m_process.start(program, {u"-c"_s, m_dir->filePath(u"mosquitto.conf"_s)});
        result = waitUntilListening();
        if (result)
            return result;
    }
    m_port = anyPort ? 0 : m_port;
    return result;
}

Result<> LocalBroker::makeFolder()
{
    if (!m_dir || !m_dir->isThere())
        m_dir.emplace();
    if (!m_dir->isThere())
        return failure(ErrorCode::FileNotWritable, u"no folder could be made for the local broker"_s, QDir::tempPath());
    return {};
}

Result<> LocalBroker::writeConfiguration(const Options &options)
{
    const bool withPassword = !options.username.isEmpty();
    const QString passwordFile = m_dir->filePath(u"passwords"_s);
    QString text =
        u"listener %1 127.0.0.1\nset_tcp_nodelay true\nmax_connections -1\nmax_inflight_messages 0\n"
        "max_queued_messages 0\npersistence false\nlog_dest stderr\nlog_type error\nlog_type warning\n"
        "log_type notice\nlog_type information\nconnection_messages false\nallow_anonymous %2\n"_s.arg(m_port)
            .arg(withPassword ? u"false"_s : u"true"_s);
    if (::geteuid() == 0)
        text += u"user root\n"_s; // otherwise it could not read its own files
    if (withPassword) {
        text += u"password_file %1\n"_s.arg(passwordFile);
        if (const auto written = writePasswordFile(options, passwordFile); !written)
            return written;
    }
    return File::writeAtomically(m_dir->filePath(u"mosquitto.conf"_s), text.toUtf8());
}

/// The tool hashes the passwords in a file. A password in its arguments would be visible to other users.
Result<> LocalBroker::writePasswordFile(const Options &options, const QString &path)
{
    const QByteArray line = (options.username + u':' + options.password + u'\n').toUtf8();
    if (const auto written = File::writeAtomically(path, line); !written)
        return written;
    QProcess tool;
    tool.setProcessEnvironment(plainEnvironment());
    tool.start(findProgram(u"mosquitto_passwd"_s), {u"-U"_s, path});
    if (!tool.waitForFinished() || tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
        return failure(ErrorCode::ProcessFailed, u"mosquitto_passwd: "_s + tool.errorString());
    return checkPasswordFile(path, options.username);
}

Result<> LocalBroker::waitUntilListening()
{
    QElapsedTimer elapsed;
    elapsed.start();
    m_lastWords.clear();
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

void LocalBroker::read()
{
    constexpr qsizetype mostWords = 1000;
    m_lastWords = (m_lastWords + m_process.readAll()).right(mostWords);
}

void LocalBroker::onFinished()
{
    if (!std::exchange(m_listening, false))
        return;
    read();
    const QString how = m_process.exitStatus() == QProcess::CrashExit
                            ? u"was killed or crashed"_s
                            : u"ended with exit code %1"_s.arg(m_process.exitCode());
    const QString last = QString::fromLocal8Bit(m_lastWords.trimmed().split('\n').last());
    const QString detail = last.isEmpty() ? how : how + u": "_s + last;
    emit died({.code = ErrorCode::ProcessFailed,
               .message = u"the local broker "_s + detail,
               .where = url().toString(),
               .detail = detail});
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
