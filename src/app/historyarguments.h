// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/history/historystatus.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace Standin::App {

/// The options that say where the history of the journal is kept; shared by `serve`, `demo` and the window.
class HistoryArguments
{
public:
    void addTo(CLI::App &command);
    /// At the end of the history it is printed when entries are missing in it.
    [[nodiscard]] HistoryOptions options() const;
    /// The exit code of a program that ends with `code`: not success when entries are missing in the history.
    [[nodiscard]] int exitCode(int code) const;

private:
    std::string m_path;
    qint64 m_megabytes = 1024;
    std::shared_ptr<bool> m_isIncomplete = std::make_shared<bool>(false);
};

} // namespace Standin::App
