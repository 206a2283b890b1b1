// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/reset (engine/reset.h). The engine must outlive the controller.
class ResetController final : public QObject
{
    Q_OBJECT

public:
    explicit ResetController(Engine &engine)
        : m_engine(engine)
    {}

    /// The body has ResetParts by their names.
    void reset(const HttpRequest &request, const ReplyPtr &reply);

private:
    Engine &m_engine;
};

} // namespace Standin::Rest
