// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/runwaits.h"

namespace Standin::Rest {

RunWaits::RunWaits(const Runs &runs)
    : m_runs(runs)
{
    connect(&runs, &Runs::ended, this, &RunWaits::answerAll, Qt::QueuedConnection);
}

void RunWaits::wait(const QString &id, std::chrono::milliseconds longest, const ReplyPtr &reply,
                    std::function<void()> answerNow)
{
    const quint64 number = ++m_last;
    Wait &wait = m_waits.emplace(number, Wait{id, std::move(answerNow), std::make_unique<QTimer>()}).first->second;
    reply->whenGone(this, [this, number] { m_waits.erase(number); });
    wait.timer->setSingleShot(true);
    connect(wait.timer.get(), &QTimer::timeout, this, [this, number] { answer(number); });
    wait.timer->start(longest);
    // It may have ended before the connection to its signal could tell.
    const auto status = m_runs.status(id);
    if (!status || status->isFinished)
        answer(number);
}

void RunWaits::answer(quint64 number)
{
    auto wait = m_waits.extract(number);
    if (wait.empty())
        return;
    wait.mapped().timer.release()->deleteLater(); // it may be what calls this
    wait.mapped().answer();
}

void RunWaits::answerAll(const QString &id)
{
    QList<quint64> numbers;
    for (const auto &[number, wait] : m_waits) {
        if (wait.id == id)
            numbers.append(number);
    }
    for (const quint64 number : std::as_const(numbers))
        answer(number);
}

} // namespace Standin::Rest
