// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/ownmessages.h"

#include <algorithm>

namespace Standin {

bool OwnMessages::take(SentMessages::Fingerprint fingerprint, Delivery delivery)
{
    const SentMessages::Sent sent = m_sent.find(fingerprint);
    const bool isKnown = sent.last > sent.first;
    if (delivery != Delivery::Live)
        return isKnown || sent.isWill || (delivery == Delivery::Retained && sent.isRetained);
    if (!isKnown)
        return sent.isWill;
    if (m_counted.size() >= maxCounted && !m_counted.contains(fingerprint))
        m_counted.clear();
    quint64 &counted = m_counted[fingerprint];
    counted = std::max(counted, sent.first);
    if (counted >= sent.last)
        return sent.isWill;
    ++counted;
    return true;
}

} // namespace Standin
