// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/restserver.h"

#include <CLI/CLI.hpp>

#include <string>

namespace Standin::App {

/// The options for address and token of REST; shared by `serve`, `demo` and the window.
class ListenOptions
{
public:
    void addTo(CLI::App &command);
    /// The token comes from --token-file or STANDIN_TOKEN; an empty one is an error.
    [[nodiscard]] Result<Rest::RestOptions> restOptions() const;

private:
    [[nodiscard]] Result<QByteArray> readToken() const;

    std::string m_address = "127.0.0.1";
    quint16 m_port = 8000;
    std::string m_tokenFile;
};

} // namespace Standin::App
