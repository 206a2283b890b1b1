// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/historyarguments.h"

#include "app/exitcode.h"

#include <QFileInfo>
#include <QTextStream>

namespace Standin::App {

using namespace Qt::StringLiterals;

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
    const auto tell = [isIncomplete = m_isIncomplete](quint64 entries, const std::optional<Error> &error) {
        *isIncomplete = true;
        QTextStream(stderr) << "standin: " << entries << " entries of this run are not in the history"
                            << (error ? u": "_s + error->toString() : QString()) << Qt::endl;
    };
    return {.path = QFileInfo(QString::fromStdString(m_path)).absoluteFilePath(),
            .maxBytes = m_megabytes * 1024 * 1024,
            .whenIncomplete = tell};
}

int HistoryArguments::exitCode(int code) const
{
    return *m_isIncomplete && code == ExitCode::success ? ExitCode::internal : code;
}

} // namespace Standin::App
