// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "rest/http/precondition.h"
#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Fleet;
class JournalReader;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/devices/{id}/state: the values that rules read and set. Fleet and journal must outlive the controller.
class StateController final : public QObject
{
    Q_OBJECT

public:
    StateController(Fleet &fleet, const JournalReader &journal)
        : m_fleet(fleet)
        , m_journal(journal)
    {}

    /// With an ETag, which is that of the values.
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// The body is all of the state. If-Match and If-None-Match are obeyed, also below.
    void put(const HttpRequest &request, const ReplyPtr &reply);
    /// The body has the values that change; null removes one.
    void patch(const HttpRequest &request, const ReplyPtr &reply);

private:
    struct Change
    {
        QString device;
        JsonText values;
        bool isAll = false;
        Precondition condition;
        int attempts = 10; ///< that are left: rules may change the state meanwhile
    };

    void set(const HttpRequest &request, const ReplyPtr &reply, bool isAll);
    void perform(Change change, const ReplyPtr &reply);
    void answer(const QString &device, const ReplyPtr &reply, quint64 cursor);

    Fleet &m_fleet;
    const JournalReader &m_journal;
};

} // namespace Standin::Rest
