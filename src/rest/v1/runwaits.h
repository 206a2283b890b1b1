// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runs.h"
#include "rest/http/reply.h"

#include <QTimer>

#include <map>

namespace Standin::Rest {

/// Requests that wait for the end of a run. Use it in the server's thread.
class RunWaits final : public QObject
{
    Q_OBJECT

public:
    static constexpr int longestMs = 600'000;

    /// The runs must outlive it.
    explicit RunWaits(const Runs &runs);

    /// Calls `answer` when the run is finished or forgotten, or the time is over; not when the client has gone before.
    void wait(const QString &id, std::chrono::milliseconds longest, const ReplyPtr &reply,
              std::function<void()> answer);

    [[nodiscard]] size_t size() const { return m_waits.size(); }

private:
    struct Wait
    {
        QString id;
        std::function<void()> answer;
        std::unique_ptr<QTimer> timer;
    };

    void answer(quint64 number);
    void answerAll(const QString &id);

    const Runs &m_runs;
    std::map<quint64, Wait> m_waits;
    quint64 m_last = 0;
};

} // namespace Standin::Rest
