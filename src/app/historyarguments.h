// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/history/historystatus.h"

#include <CLI/CLI.hpp>

#include <string>

namespace Standin::App {

/// The options that say where the history of the journal is kept; shared by `serve`, `demo` and the window.
class HistoryArguments
{
public:
    void addTo(CLI::App &command);
    [[nodiscard]] HistoryOptions options() const;

private:
    std::string m_path;
    qint64 m_megabytes = 1024;
};

} // namespace Standin::App
