// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <vector>

class QTextStream;

namespace CLI {
class App;
} // namespace CLI

namespace Standin::App {

/// `standin check`: validates profiles, files of rules and scenarios, and folders of them. Nothing is run or changed.
class CheckCommand
{
public:
    void addTo(CLI::App &command);

    /// Prints a line for each file that is right, for each fault and each warning. The exit code: success; failed when
    /// a file has a fault; nothingToRun when the folders have no files of the product.
    [[nodiscard]] int run(QTextStream &out) const;

    static constexpr qsizetype mostFiles = 10'000;

private:
    std::vector<std::string> m_paths;
};

} // namespace Standin::App
