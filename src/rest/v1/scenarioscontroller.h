// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/v1/scenarios: the files in the folder of scenarios. What a client writes is confined (Scenarios::Access). The
/// engine must outlive the controller.
class ScenariosController final : public QObject
{
    Q_OBJECT

public:
    explicit ScenariosController(Engine &engine)
        : m_folder(engine.scenarios())
        , m_journal(engine.history())
    {}

    /// With the faults of each.
    void list(const HttpRequest &request, const ReplyPtr &reply);
    /// The bytes of the file, with an ETag.
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// Makes or replaces a file unless the scenario has faults. If-Match and If-None-Match are obeyed, also below.
    void put(const HttpRequest &request, const ReplyPtr &reply);
    void remove(const HttpRequest &request, const ReplyPtr &reply);
    /// The faults of a scenario that is the body.
    void check(const HttpRequest &request, const ReplyPtr &reply);

private:
    Scenarios::ScenarioFolder &m_folder;
    const JournalReader &m_journal;
};

/// 404 for a scenario.
[[nodiscard]] HttpResponse unknownScenario(const Scenarios::ScenarioFolder &folder, const QString &id);

} // namespace Standin::Rest
