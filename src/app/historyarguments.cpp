// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/historyarguments.h"

#include <QFileInfo>

namespace Standin::App {

void HistoryArguments::addTo(CLI::App &command)
{
    constexpr int most = 1024 * 1024;
    command.add_option(
        "--journal", m_path,
        "SQLite file that keeps the whole journal, also that of earlier runs (without it: memory alone)");
    command.add_option("--journal-size", m_megabytes, "The oldest entries are removed above so many MiB")
        ->capture_default_str()
        ->check(CLI::Range(1, most));
}

HistoryOptions HistoryArguments::options() const
{
    if (m_path.empty())
        return {};
    return {.path = QFileInfo(QString::fromStdString(m_path)).absoluteFilePath(),
            .maxBytes = m_megabytes * 1024 * 1024};
}

} // namespace Standin::App
