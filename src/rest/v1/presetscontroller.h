// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/presetreply.h"
#include "rest/http/precondition.h"
#include "rest/http/router.h"

#include <QObject>

namespace Standin {
class Fleet;
class JournalReader;
} // namespace Standin

namespace Standin::Rest {

/// /api/v1/devices/{id}/preset-replies: the queue of a device as a whole. An order adds one. Fleet and journal must
/// outlive the controller.
class PresetsController final : public QObject
{
    Q_OBJECT

public:
    PresetsController(Fleet &fleet, const JournalReader &journal)
        : m_fleet(fleet)
        , m_journal(journal)
    {}

    /// {presetReplies: [{payload, match?}]} with an ETag, which changes with the queue.
    void list(const HttpRequest &request, const ReplyPtr &reply);
    /// The body is as that of list(). If-Match and If-None-Match are obeyed, also below.
    void replace(const HttpRequest &request, const ReplyPtr &reply);
    void clear(const HttpRequest &request, const ReplyPtr &reply);

private:
    struct Change
    {
        QString device;
        QList<PresetReply> after;
        Precondition condition;
        int attempts = 10; ///< that are left: commands may use up replies meanwhile
    };

    void change(const HttpRequest &request, const Result<QList<PresetReply>> &after, const ReplyPtr &reply);
    void perform(Change change, const ReplyPtr &reply);

    Fleet &m_fleet;
    const JournalReader &m_journal;
};

} // namespace Standin::Rest
