// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/sentmessages.h"

namespace Standin {

/// Tells which of the messages that one device receives its fleet has published. Copies are counted: when somebody else
/// sends the same bytes to the same topic, one message more arrives than the fleet has sent, and the last one is not
/// its own.
class OwnMessages
{
public:
    /// The record of the fleet must outlive it.
    explicit OwnMessages(SentMessages &sent)
        : m_sent(sent)
    {}

    /// How a copy was delivered.
    enum class Delivery : quint8 {
        Live,
        Again,    ///< with DUP set: it may have been counted already
        Retained, ///< kept by the broker
    };

    /// Whether a message that has just arrived is the fleet's own. A live one is counted.
    [[nodiscard]] bool take(SentMessages::Fingerprint fingerprint, Delivery delivery);

private:
    /// More fingerprints than this are forgotten together; then copies that were counted may be expected once more.
    static constexpr size_t maxCounted = 1024;

    SentMessages &m_sent;
    std::unordered_map<SentMessages::Fingerprint, quint64> m_counted; ///< the number of the last copy that arrived
};

} // namespace Standin
