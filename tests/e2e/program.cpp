// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/program.h"

#include <QFile>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

Program::Program(QString file)
    : m_file(std::move(file))
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_home.path());
    environment.insert(u"XDG_CONFIG_HOME"_s, m_home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_home.path());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_process.setProcessEnvironment(environment);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { m_output += QString::fromUtf8(m_process.readAllStandardOutput()); });
}

Program::~Program()
{
    if (m_process.state() != QProcess::NotRunning)
        stop();
}

void Program::setVariable(const QString &name, const QString &value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

void Program::setFileLimit(int files)
{
    m_process.setChildProcessModifier([files] {
        const rlimit limit = {static_cast<rlim_t>(files), static_cast<rlim_t>(files)};
        ::setrlimit(RLIMIT_NOFILE, &limit);
    });
}

void Program::start(const QStringList &arguments)
{
    m_process.start(m_file, arguments);
}

bool Program::waitForLine(const QString &text)
{
    return QTest::qWaitFor([&] { return m_output.contains(text) || m_process.state() == QProcess::NotRunning; },
                           20'000) &&
           m_output.contains(text);
}

bool Program::startListening(const QStringList &arguments)
{
    start(arguments);
    if (!waitForLine(u"listening on "_s))
        return false;
    static const QRegularExpression address(u"listening on (http://\\S+)"_s);
    m_url = QUrl(address.match(m_output).captured(1));
    return m_url.isValid();
}

int Program::stop()
{
    m_process.terminate();
    return waitForEnd();
}

int Program::waitForEnd()
{
    if (!QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 20'000)) {
        m_process.kill();
        m_process.waitForFinished();
        return -1;
    }
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

Program::Answer Program::get(const QString &path)
{
    return finish(m_network.get(requestTo(path)));
}

QNetworkRequest Program::requestTo(const QString &path) const
{
    QNetworkRequest request(m_url.resolved(QUrl(path)));
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    return request;
}

Program::Answer Program::post(const QString &path, const QByteArray &body)
{
    QNetworkRequest request = requestTo(path);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return finish(m_network.post(request, body));
}

Program::Answer Program::finish(QNetworkReply *reply)
{
    if (!QTest::qWaitFor([=] { return reply->isFinished(); }, 30'000))
        return {};
    reply->deleteLater();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            QJsonDocument::fromJson(reply->readAll()).object()};
}

qint64 Program::memoryKibibytes(const QByteArray &name) const
{
    QFile file(u"/proc/%1/status"_s.arg(processId()));
    const QByteArrayList lines = file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    for (const QByteArray &line : lines) {
        if (line.startsWith(name + ':'))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

qint64 Program::processorTimeWithin(int ms) const
{
    const auto used = [this] {
        QFile file(u"/proc/%1/stat"_s.arg(processId()));
        const QByteArrayList fields =
            file.open(QIODevice::ReadOnly) ? file.readAll().split(')').last().split(' ') : QByteArrayList();
        return (fields.value(12).toLongLong() + fields.value(13).toLongLong()) * 1000 / ::sysconf(_SC_CLK_TCK);
    };
    const qint64 before = used();
    QTest::qWait(ms); // the elapsed time is the unit of the measurement
    return used() - before;
}
