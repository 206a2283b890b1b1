// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin {

/// A repeatable source of random values: the same seed gives the same sequence on every platform.
/// Eight bytes of state (SplitMix64), since every device has one. Not for secrets. Not thread-safe.
class Random
{
public:
    explicit Random(quint64 seed)
        : m_state(seed)
    {}

    /// A seed made of a name, the same on every machine and in every run (FNV-1a over its UTF-8).
    [[nodiscard]] static quint64 seedOf(const QString &name);

    [[nodiscard]] quint64 next();
    /// In [low, high); low when the range is empty.
    [[nodiscard]] double real(double low, double high);
    /// In [low, high], both ends included; low when the range is empty.
    [[nodiscard]] qint64 integer(qint64 low, qint64 high);
    /// An RFC 4122 version 4 UUID, lower case, without braces.
    [[nodiscard]] QString uuid();

private:
    quint64 m_state;
};

} // namespace Standin
