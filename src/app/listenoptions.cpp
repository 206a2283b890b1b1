// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listenoptions.h"

#include "base/file.h"

#include <QFileInfo>

#include <algorithm>

namespace Standin::App {

namespace {

/// White space around a token is not part of it. A token that is not valid in a request header is refused here;
/// otherwise every request would be refused.
Result<QByteArray> tokenIn(const QByteArray &text, const QString &where)
{
    const QByteArray token = text.trimmed();
    if (token.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("there is no token in it: give one, or leave it out"),
                       where);
    if (!std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; }))
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("a token is one word of visible ASCII characters, without blanks"), where);
    return token;
}

} // namespace

void ListenOptions::addTo(CLI::App &command)
{
    command.add_option("--listen", m_address, "Address that REST listens on; beyond loopback it demands a token")
        ->capture_default_str();
    command.add_option("--port", m_port, "Port that REST listens on; 0 picks a free one and prints it")
        ->capture_default_str()
        ->check(CLI::Range(0, 65535));
    command.add_option("--token-file", m_tokenFile,
                       "File with the bearer token that REST demands (or set STANDIN_TOKEN)");
    command.add_option("--scenarios", m_scenarios, "Folder of scenarios that REST lists, runs and changes");
}

Result<QString> ListenOptions::scenarios() const
{
    const QString path = QString::fromStdString(m_scenarios);
    if (path.isEmpty())
        return QString();
    const QFileInfo folder(path);
    if (!folder.isDir())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("there is no such folder"), path);
    return folder.absoluteFilePath();
}

Result<Rest::RestOptions> ListenOptions::restOptions() const
{
    Rest::RestOptions options;
    options.address = QString::fromStdString(m_address);
    options.port = m_port;
    const auto token = readToken();
    if (!token)
        return Failure(token.error());
    options.token = *token;
    return options;
}

Result<QByteArray> ListenOptions::readToken() const
{
    if (m_tokenFile.empty()) {
        const char *variable = "STANDIN_TOKEN";
        // An empty one was meant to be a token: without an error everything would be open.
        return qEnvironmentVariableIsSet(variable) ? tokenIn(qgetenv(variable), QString::fromLatin1(variable))
                                                   : Result<QByteArray>(QByteArray());
    }
    constexpr qint64 maxBytes = 4096;
    const QString path = QString::fromStdString(m_tokenFile);
    return File::read(path, maxBytes).and_then([&path](const QByteArray &text) { return tokenIn(text, path); });
}

} // namespace Standin::App
