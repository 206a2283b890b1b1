// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/recorder.h"

#include "base/clock.h"
#include "fleet/fleet.h"
#include "scenario/record/recordingboard.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestName = 200;

Result<> checked(const RecordingOptions &options)
{
    const auto wrong = [](const QString &key, const QString &expected) {
        return failure(ErrorCode::InvalidArgument, u"expected "_s + expected, u'/' + key);
    };
    const RecordingLimits &limits = options.limits;
    if (options.name.size() > longestName)
        return wrong(u"name"_s, u"at most %1 characters"_s.arg(longestName));
    if (limits.items < 1 || limits.items > RecordingLimits::mostItems)
        return wrong(u"maxItems"_s, u"a number from 1 to %1"_s.arg(RecordingLimits::mostItems));
    if (limits.bytes < 1 || limits.bytes > RecordingLimits::mostBytes)
        return wrong(u"maxBytes"_s, u"a number from 1 to %1"_s.arg(RecordingLimits::mostBytes));
    if (limits.time < 1ms || limits.time > RecordingLimits::longest)
        return wrong(u"maxMs"_s, u"a number from 1 to %1"_s.arg(RecordingLimits::longest.count()));
    return {};
}

} // namespace

QString toString(RecordingStatus::State state)
{
    switch (state) {
    case RecordingStatus::State::Running:
        return u"running"_s;
    case RecordingStatus::State::Stopped:
        return u"stopped"_s;
    case RecordingStatus::State::Full:
        return u"full"_s;
    }
    Q_UNREACHABLE();
}

Recorder::Recorder(const Clock &clock, const JournalReader &journal, Fleet &fleet, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_board(std::make_shared<RecordingBoard>(clock, journal, fleet))
{
    m_timer.setInterval(250ms);
    connect(&m_timer, &QTimer::timeout, this, &Recorder::collect);
}

Recorder::~Recorder()
{
    m_fleet.setObserver(nullptr);
    m_board->close();
}

Result<QString> Recorder::start(const RecordingOptions &options)
{
    if (const auto valid = checked(options); !valid)
        return Failure(valid.error());
    {
        const std::lock_guard lock(m_observing);
        m_fleet.setObserver(m_board); // before it looks at the devices, so that no order is missed
    }
    QString displaced;
    const auto id = m_board->begin(options, displaced);
    observe();
    if (!displaced.isEmpty())
        emit removed(displaced);
    if (id)
        emit started(*id);
    return id;
}

void Recorder::observe()
{
    const std::lock_guard lock(m_observing);
    const bool isRunning = m_board->hasRunning();
    m_fleet.setObserver(isRunning ? m_board : nullptr);
    QMetaObject::invokeMethod(&m_timer, [this, isRunning] {
        if (isRunning)
            m_timer.start();
        else
            m_timer.stop();
    });
}

void Recorder::collect()
{
    const RecordingBoard::Changes changes = m_board->collect();
    if (!changes.ended.isEmpty())
        observe();
    for (const QString &id : changes.progressed)
        emit progressed(id);
    for (const QString &id : changes.ended)
        emit stopped(id);
}

std::optional<RecordedScenario> Recorder::stop(const QString &id)
{
    const auto hasRun = m_board->end(id);
    if (!hasRun)
        return std::nullopt;
    observe();
    if (*hasRun)
        emit stopped(id);
    return m_board->scenario(id);
}

std::optional<RecordedScenario> Recorder::scenario(const QString &id) const
{
    return m_board->scenario(id);
}

bool Recorder::remove(const QString &id)
{
    const auto hasRun = m_board->remove(id);
    if (!hasRun)
        return false;
    observe();
    if (*hasRun)
        emit stopped(id);
    emit removed(id);
    return true;
}

std::optional<RecordingStatus> Recorder::status(const QString &id) const
{
    return m_board->status(id);
}

QList<RecordingStatus> Recorder::statuses() const
{
    return m_board->statuses();
}

} // namespace Standin::Scenarios
