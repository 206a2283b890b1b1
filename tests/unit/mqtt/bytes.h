// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <initializer_list>

/// bytes("20 02 00 00"); text in single quotes is literal: bytes("00 01 'a'").
inline QByteArray bytes(QByteArrayView text)
{
    QByteArray out;
    const QList<QByteArray> parts = text.toByteArray().split('\'');
    for (qsizetype i = 0; i < parts.size(); ++i)
        out += i % 2 ? parts.at(i) : QByteArray::fromHex(parts.at(i));
    return out;
}

/// For comparisons with readable failures: "20 02 00 00".
inline QByteArray toHex(QByteArrayView data)
{
    return data.toByteArray().toHex(' ');
}

/// toHex() of the bytes() of each.
inline QByteArrayList hexOf(std::initializer_list<const char *> packets)
{
    QByteArrayList list;
    for (const char *packet : packets)
        list += toHex(bytes(packet));
    return list;
}
