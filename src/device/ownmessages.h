// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/sentmessages.h"

namespace Standin {

/// Decides which of the messages that a device receives were published by its fleet. Copies are counted: when another
/// client sends the same bytes to the same topic, one message more arrives than the fleet has sent; the last one is
/// then not its own.
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
        Retained, ///< retained by the broker
    };

    /// Whether a message that has just arrived was published by the fleet. A live one is counted.
    [[nodiscard]] bool take(SentMessages::Fingerprint fingerprint, Delivery delivery);

private:
    /// With more fingerprints than this all are deleted; then copies that were already counted may be expected again.
    static constexpr size_t maxCounted = 1024;

    SentMessages &m_sent;
    std::unordered_map<SentMessages::Fingerprint, quint64> m_counted; ///< number of the last copy that arrived
};

} // namespace Standin
