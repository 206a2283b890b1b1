// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/recordings (scenario/record/recorder.h). The engine must outlive the controller.
class RecordingsController final : public QObject
{
    Q_OBJECT

public:
    explicit RecordingsController(Engine &engine)
        : m_engine(engine)
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);
    void start(const HttpRequest &request, const ReplyPtr &reply);
    void get(const HttpRequest &request, const ReplyPtr &reply);
    void stop(const HttpRequest &request, const ReplyPtr &reply);
    /// The text of the scenario's file.
    void scenario(const HttpRequest &request, const ReplyPtr &reply);
    void remove(const HttpRequest &request, const ReplyPtr &reply);

private:
    Engine &m_engine;
};

} // namespace Standin::Rest
