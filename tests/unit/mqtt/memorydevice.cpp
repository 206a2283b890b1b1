// SPDX-License-Identifier: GPL-3.0-or-later
#include "memorydevice.h"

#include <cstring>

void MemoryDevice::feed(const QByteArray &data)
{
    m_input = m_read == m_input.size() ? data : m_input.mid(m_read) + data;
    m_read = 0;
    emit readyRead();
}

void MemoryDevice::finish()
{
    emit readChannelFinished();
}

void MemoryDevice::setRoom(qsizetype bytes)
{
    m_room = bytes;
    if (bytes != 0)
        emit bytesWritten(1);
}

qint64 MemoryDevice::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qMin<qsizetype>(maxSize, m_input.size() - m_read);
    std::memcpy(data, m_input.constData() + m_read, static_cast<size_t>(size));
    m_read += size;
    return size;
}

qint64 MemoryDevice::writeData(const char *data, qint64 maxSize)
{
    if (m_room == -2) {
        setErrorString(QStringLiteral("broken pipe"));
        return -1;
    }
    const qint64 taken = m_room < 0 ? maxSize : qMin<qint64>(maxSize, m_room);
    if (m_room > 0)
        m_room -= taken;
    m_writes.append(QByteArray(data, taken));
    if (m_answer)
        m_answer(m_writes.constLast());
    return taken;
}
