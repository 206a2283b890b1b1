// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

/// A process of one of the executables under test, with its own home folder.
class Program
{
public:
    struct Answer
    {
        int status = 0; ///< 0: no answer
        QJsonObject json;
    };

    /// `file`: the executable.
    explicit Program(QString file);
    ~Program();

    /// For start().
    void setVariable(const QString &name, const QString &value);
    /// The token of the requests.
    void setToken(const QByteArray &token) { m_token = token; }

    /// For start(): its limit of open files.
    void setFileLimit(int files);

    void start(const QStringList &arguments);
    /// Waits until a line with `text` was printed on the standard output; false after 20 s or when it ends.
    [[nodiscard]] bool waitForLine(const QString &text);
    /// Starts it and waits until REST listens.
    [[nodiscard]] bool startListening(const QStringList &arguments);
    /// Closes the reading end of its standard output.
    void closeOutput() { m_process.closeReadChannel(QProcess::StandardOutput); }
    /// Ends its standard input, a pipe.
    void closeInput() { m_process.closeWriteChannel(); }
    /// Ends it with SIGINT. Returns the exit code; -1 when it had to be killed or crashed.
    int stop();
    /// Waits until it ends by itself. Returns the exit code; -1 after 20 s or when it crashed.
    int waitForEnd();

    Answer get(const QString &path);
    Answer post(const QString &path, const QByteArray &body = {});

    [[nodiscard]] QString output() const { return m_output; }
    [[nodiscard]] QString complaints() { return QString::fromUtf8(m_process.readAllStandardError()); }
    [[nodiscard]] quint16 restPort() const { return static_cast<quint16>(m_url.port()); }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    /// A line of /proc/PID/status with a number of KiB, such as "VmRSS"; -1 when there is none.
    [[nodiscard]] qint64 memoryKibibytes(const QByteArray &name) const;
    /// CPU time in ms that it uses within the next `ms`, while the event loop runs.
    [[nodiscard]] qint64 processorTimeWithin(int ms) const;
    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }

private:
    [[nodiscard]] QNetworkRequest requestTo(const QString &path) const;
    Answer finish(QNetworkReply *reply);

    const QString m_file;
    QTemporaryDir m_home;
    QProcess m_process;
    QString m_output;
    QUrl m_url;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};
