// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedsession.h"

using namespace Qt::StringLiterals;

namespace Standin::Tests {

void ScriptedSession::open(const SessionSettings &settings)
{
    Q_ASSERT(!m_isOpen && !m_isConnecting);
    opened.append(settings);
    m_isConnecting = true;
}

bool ScriptedSession::close(OfflineMode mode)
{
    const bool wasOpen = std::exchange(m_isOpen, false);
    const bool wasConnecting = std::exchange(m_isConnecting, false);
    if (!wasOpen && !wasConnecting)
        return false;
    closed.append(toString(mode));
    if (whenClosed)
        whenClosed(mode);
    m_isSilent = mode == OfflineMode::Silent;
    return wasOpen && (mode != OfflineMode::WithWill || canPublishWill);
}

bool ScriptedSession::endSilence(OfflineMode mode)
{
    if (!std::exchange(m_isSilent, false))
        return false;
    silenceEnded.append(toString(mode));
    return true;
}

Result<qint32> ScriptedSession::publish(const OutboundMessage &message, const Accepted &accepted)
{
    if (publishError)
        return Failure(*publishError);
    published.append(message);
    const qint32 id = message.qos == 0 ? 0 : ++m_lastId;
    if (holdsMessages && id > 0)
        held.insert(id);
    accepted(id);
    if (whenSent)
        whenSent();
    if (std::exchange(losesOnPublish, false))
        lose();
    return id;
}

bool ScriptedSession::withdraw(qint32 id)
{
    return held.remove(id);
}

void ScriptedSession::accept()
{
    Q_ASSERT(m_isConnecting);
    m_isConnecting = false;
    m_isSilent = false;
    m_isOpen = true;
    m_listener.sessionOpened();
}

void ScriptedSession::refuse(ErrorCode code)
{
    refuse(SessionEnd{.error = {code, u"refused"_s, u"broker:1883"_s}});
}

void ScriptedSession::refuse(const SessionEnd &end)
{
    Q_ASSERT(m_isConnecting);
    m_isConnecting = false;
    m_listener.sessionFailed(end);
}

void ScriptedSession::lose(ErrorCode code)
{
    lose(SessionEnd{.error = {code, u"lost"_s, u"broker:1883"_s}});
}

void ScriptedSession::lose(const SessionEnd &end)
{
    Q_ASSERT(m_isOpen);
    m_isOpen = false;
    m_listener.sessionLost(end);
}

void ScriptedSession::deliver(const InboundMessage &message)
{
    Q_ASSERT(m_isOpen || m_isConnecting); // a broker may send before the last SUBACK
    m_listener.messageArrived(message);
}

} // namespace Standin::Tests
