// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/rules. A rule has the form of a rules file (docs/rules.md). The engine must outlive the controller.
class RulesController final : public QObject
{
    Q_OBJECT

public:
    explicit RulesController(Engine &engine)
        : m_engine(engine)
    {}

    /// With an ETag, which changes with every change of the rules, not with their counts.
    void list(const HttpRequest &request, const ReplyPtr &reply);
    /// With an ETag, which changes with the rule.
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// One rule, or {"rules": [ … ]}: all of them or none.
    void create(const HttpRequest &request, const ReplyPtr &reply);
    /// If-Match and If-None-Match are obeyed, also below.
    void put(const HttpRequest &request, const ReplyPtr &reply);
    void replaceAll(const HttpRequest &request, const ReplyPtr &reply);
    void remove(const HttpRequest &request, const ReplyPtr &reply);
    void removeAll(const HttpRequest &request, const ReplyPtr &reply);
    /// Which rules a message would fire on a device, and which nearly. Nothing is changed.
    void dryRun(const HttpRequest &request, const ReplyPtr &reply);

private:
    Engine &m_engine;
};

} // namespace Standin::Rest
