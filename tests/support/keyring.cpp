// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/keyring.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;

namespace {

/// Without folders of services: the bus must not start another, locked keyring.
constexpr auto busConfiguration = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

void end(QProcess &process)
{
    process.terminate();
    if (!process.waitForFinished(5000))
        process.kill();
    process.waitForFinished();
}

QStringList attributes(const QString &user)
{
    return {u"user"_s, user, u"server"_s, u"standin"_s, u"type"_s, u"plaintext"_s};
}

} // namespace

Keyring::~Keyring()
{
    end(m_keyring);
    end(m_bus);
}

bool Keyring::isInstalled()
{
    const QStringList programs = {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s, u"secret-tool"_s};
    return std::ranges::none_of(
        programs, [](const QString &program) { return QStandardPaths::findExecutable(program).isEmpty(); });
}

void Keyring::outliveTheSession()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool Keyring::start()
{
    const QString runtime = m_home.filePath(u"run"_s);
    if (!QDir().mkpath(runtime) ||
        !QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return false;
    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(u"HOME"_s, m_home.path());
    m_environment.insert(u"XDG_DATA_HOME"_s, m_home.filePath(u"data"_s));
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, runtime);
    QFile configuration(m_home.filePath(u"bus.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write(busConfiguration) < 0)
        return false;
    configuration.close();
    m_bus.setProcessEnvironment(m_environment);
    m_bus.start(u"dbus-daemon"_s,
                {u"--config-file="_s + configuration.fileName(), u"--nofork"_s, u"--print-address=1"_s});
    while (!m_bus.canReadLine()) {
        if (!m_bus.waitForReadyRead(10'000))
            return false;
    }
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, QString::fromUtf8(m_bus.readLine()).trimmed());
    m_keyring.setProcessEnvironment(m_environment);
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--components=secrets"_s, u"--unlock"_s});
    m_keyring.write("a password for the keyring");
    m_keyring.closeWriteChannel();
    return m_keyring.waitForStarted() && QTest::qWaitFor([this] { return store(u"probe"_s, "1"); }, 20'000);
}

bool Keyring::store(const QString &user, const QByteArray &secret) const
{
    return runTool(QStringList{u"store"_s, u"--label=standin"_s, u"xdg:schema"_s, u"org.qt.keychain"_s} +
                       attributes(user),
                   secret);
}

QByteArray Keyring::lookUp(const QString &user) const
{
    QByteArray secret;
    return runTool(QStringList{u"lookup"_s} + attributes(user), {}, &secret) ? secret : QByteArray();
}

bool Keyring::runTool(const QStringList &arguments, const QByteArray &input, QByteArray *output) const
{
    QProcess tool;
    tool.setProcessEnvironment(m_environment);
    tool.start(u"secret-tool"_s, arguments);
    tool.write(input);
    tool.closeWriteChannel();
    const bool isDone =
        tool.waitForFinished(20'000) && tool.exitStatus() == QProcess::NormalExit && tool.exitCode() == 0;
    if (output)
        *output = tool.readAllStandardOutput();
    return isDone;
}
