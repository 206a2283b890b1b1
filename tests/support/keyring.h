// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

/// A D-Bus session of the test's own, with a gnome-keyring that is unlocked. Both end with the object.
class Keyring
{
public:
    Keyring() = default;
    ~Keyring();
    Q_DISABLE_COPY_MOVE(Keyring)

    /// Whether its programs are installed.
    [[nodiscard]] static bool isInstalled();
    [[nodiscard]] bool start();
    /// For a test that uses the session itself, before it has other threads: GLib raises SIGTERM in a process whose
    /// session bus ends.
    static void outliveTheSession();
    /// What a program needs to use it.
    [[nodiscard]] QProcessEnvironment environment() const { return m_environment; }
    /// Puts a secret of the service "standin" in.
    [[nodiscard]] bool store(const QString &user, const QByteArray &secret) const;
    /// Empty when there is none.
    [[nodiscard]] QByteArray lookUp(const QString &user) const;

private:
    [[nodiscard]] bool runTool(const QStringList &arguments, const QByteArray &input,
                               QByteArray *output = nullptr) const;

    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
    QProcess m_bus;
    QProcess m_keyring;
};
