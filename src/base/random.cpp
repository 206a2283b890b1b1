// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <QUuid>

namespace Standin {

quint64 Random::seedOf(const QString &name)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char byte : name.toUtf8())
        hash = (hash ^ static_cast<uchar>(byte)) * 0x100000001b3ULL;
    return hash;
}

quint64 Random::next()
{
    quint64 z = (m_state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double Random::real(double low, double high)
{
    constexpr double unit = 1.0 / (1ULL << 53);
    return high > low ? low + (high - low) * (static_cast<double>(next() >> 11) * unit) : low;
}

qint64 Random::integer(qint64 low, qint64 high)
{
    if (high <= low)
        return low;
    const quint64 span = static_cast<quint64>(high) - static_cast<quint64>(low) + 1;
    const quint64 offset = span == 0 ? next() : next() % span;
    return static_cast<qint64>(static_cast<quint64>(low) + offset);
}

QString Random::uuid()
{
    const quint64 high = (next() & ~0xf000ULL) | 0x4000ULL;
    const quint64 low = (next() & ~(3ULL << 62)) | (1ULL << 63);
    const auto byte = [low](int i) { return static_cast<uchar>(low >> (56 - 8 * i)); };
    const QUuid uuid(static_cast<uint>(high >> 32), static_cast<ushort>(high >> 16), static_cast<ushort>(high), byte(0),
                     byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7));
    return uuid.toString(QUuid::WithoutBraces);
}

} // namespace Standin
