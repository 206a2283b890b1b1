// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"
#include "rest/v1/runselector.h"
#include "rest/v1/runwaits.h"

namespace Standin::Rest {

/// /api/v1/runs: runs of scenarios, and their reports. The engine must outlive the controller.
class RunsController final : public QObject
{
    Q_OBJECT

public:
    explicit RunsController(Engine &engine)
        : m_folder(engine.scenarios())
        , m_runs(engine.runs())
        , m_journal(engine.history())
        , m_selector(engine.scenarios())
        , m_waits(engine.runs())
    {}

    /// Starts a run: 202; 404 for an unknown scenario, 422 for one with faults, and when there is nothing to run.
    void create(const HttpRequest &request, const ReplyPtr &reply);
    void list(const HttpRequest &request, const ReplyPtr &reply);
    /// With `waitMs` it answers when the run is finished, or the time is over.
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// Answers at once; the teardowns run.
    void cancel(const HttpRequest &request, const ReplyPtr &reply);
    /// 409 while it is at work.
    void remove(const HttpRequest &request, const ReplyPtr &reply);

    // The report in its forms; 409 while the run is at work.
    void json(const HttpRequest &request, const ReplyPtr &reply);
    void junit(const HttpRequest &request, const ReplyPtr &reply);
    void html(const HttpRequest &request, const ReplyPtr &reply);
    /// The sequence diagram of one case.
    void diagram(const HttpRequest &request, const ReplyPtr &reply);

private:
    using Make = std::function<QByteArray(const Scenarios::BatchReport &)>;

    void begin(const Scenarios::RunSelection &selection, const Scenarios::BatchTerms &terms, Cursor before,
               const ReplyPtr &reply);
    void sendStatus(const QString &id, const ReplyPtr &reply);
    void sendReport(const HttpRequest &request, const ReplyPtr &reply, const QByteArray &type, const Make &make);

    Scenarios::ScenarioFolder &m_folder;
    Runs &m_runs;
    const JournalReader &m_journal;
    RunSelector m_selector;
    RunWaits m_waits;
};

} // namespace Standin::Rest
