// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/restserver.h"

#include <CLI/CLI.hpp>

#include <string>

namespace Standin::App {

/// The options for address and token of REST, and for the scenarios that it offers; shared by `serve`, `demo` and the
/// window.
class ListenOptions
{
public:
    void addTo(CLI::App &command);
    /// The token comes from --token-file or STANDIN_TOKEN; an empty one is an error.
    [[nodiscard]] Result<Rest::RestOptions> restOptions() const;
    /// The absolute path of --scenarios; empty: none. InvalidArgument when it is no folder.
    [[nodiscard]] Result<QString> scenarios() const;

private:
    [[nodiscard]] Result<QByteArray> readToken() const;

    std::string m_address = "127.0.0.1";
    quint16 m_port = 8000;
    std::string m_tokenFile;
    std::string m_scenarios;
};

} // namespace Standin::App
