// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/historyarguments.h"
#include "base/jsontext.h"
#include "scenario/run/runbatch.h"

#include <string>
#include <vector>

namespace Standin::App {

/// The options of `standin run`.
class RunArguments
{
public:
    void addTo(CLI::App &command);

    /// Files and folders, as they were given.
    [[nodiscard]] QStringList paths() const;
    [[nodiscard]] QStringList tags() const;
    /// The terms of the runs. InvalidArgument, FileNotReadable or MalformedJson for wrong variables.
    [[nodiscard]] Result<Scenarios::BatchTerms> terms() const;
    [[nodiscard]] HistoryOptions history() const { return m_history.options(); }

    [[nodiscard]] bool usesLocalBroker() const { return m_localBroker; }
    [[nodiscard]] bool onlyLists() const { return m_list; }
    [[nodiscard]] bool onlyChecks() const { return m_dryRun; }

    // Files to write; empty: none.
    [[nodiscard]] QString junit() const { return QString::fromStdString(m_junit); }
    [[nodiscard]] QString html() const { return QString::fromStdString(m_html); }
    [[nodiscard]] QString json() const { return QString::fromStdString(m_json); }

private:
    void addVariablesTo(CLI::App &command);
    void addSelectionTo(CLI::App &command);
    void addReportsTo(CLI::App &command);
    /// Those of the environment, then of files, then of `--set`: the later has priority.
    [[nodiscard]] Result<JsonText> vars() const;
    [[nodiscard]] Result<QUrl> broker() const;

    HistoryArguments m_history;
    std::vector<std::string> m_paths;
    std::vector<std::string> m_sets;
    std::vector<std::string> m_varFiles;
    std::vector<std::string> m_tags;
    std::string m_broker;
    std::string m_seed;
    std::string m_junit;
    std::string m_html;
    std::string m_json;
    int m_repeat = 1;
    int m_jobs = 1;
    double m_timeoutSeconds = 0;
    CLI::Option *m_repeatOption = nullptr;
    bool m_localBroker = false;
    bool m_untilFailure = false;
    bool m_shuffle = false;
    bool m_failFast = false;
    bool m_list = false;
    bool m_dryRun = false;
};

} // namespace Standin::App
