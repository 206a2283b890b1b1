// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listenoptions.h"

#include "base/file.h"

namespace Standin::App {

void ListenOptions::addTo(CLI::App &command)
{
    command.add_option("--listen", m_address, "Address that REST listens on; beyond loopback it demands a token")
        ->capture_default_str();
    command.add_option("--port", m_port, "Port that REST listens on; 0 picks a free one and prints it")
        ->capture_default_str();
    command.add_option("--token-file", m_tokenFile,
                       "File with the bearer token that REST demands (or set STANDIN_TOKEN)");
}

Result<Rest::RestOptions> ListenOptions::restOptions() const
{
    Rest::RestOptions options;
    options.address = QString::fromStdString(m_address);
    options.port = m_port;
    options.token = qgetenv("STANDIN_TOKEN");
    if (!m_tokenFile.empty()) {
        constexpr qint64 maxBytes = 4096;
        const auto token = File::read(QString::fromStdString(m_tokenFile), maxBytes);
        if (!token)
            return Failure(token.error());
        options.token = token->trimmed();
        if (options.token.isEmpty())
            return failure(ErrorCode::InvalidArgument, QStringLiteral("the file holds no token"),
                           QString::fromStdString(m_tokenFile));
    }
    return options;
}

} // namespace Standin::App
