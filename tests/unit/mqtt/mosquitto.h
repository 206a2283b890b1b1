// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

/// A mosquitto of the test's own on a free port of 127.0.0.1; ends with the object.
class Mosquitto
{
public:
    struct User
    {
        QString name;
        QString password;
    };

    Mosquitto() = default;
    ~Mosquitto();
    Q_DISABLE_COPY_MOVE(Mosquitto)

    /// With a user, nobody else may connect. False, and why in errorText(), when it does not come up.
    [[nodiscard]] bool start(const std::optional<User> &user = {});
    void stop();
    /// Starts again on the same port, without what it remembered.
    [[nodiscard]] bool restart();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

private:
    [[nodiscard]] bool writeConfiguration(const std::optional<User> &user);
    [[nodiscard]] bool writePasswordFile(const User &user, const QString &path);
    [[nodiscard]] bool waitUntilReady();

    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_errorText;
};
