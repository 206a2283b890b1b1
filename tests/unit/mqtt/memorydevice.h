// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>

#include <functional>

/// A sequential, unbuffered device in memory, in place of a link: every write() is stored as one item, and the bytes
/// that the test feeds can be read.
class MemoryDevice : public QIODevice
{
public:
    MemoryDevice() { open(ReadWrite | Unbuffered); }

    void feed(const QByteArray &data);
    void finish();
    /// From now on all write() calls together accept at most this many bytes; -1: all; -2: every write fails.
    void setRoom(qsizetype bytes);
    /// Called within every write(), with its bytes.
    void setAnswer(std::function<void(const QByteArray &)> answer) { m_answer = std::move(answer); }

    [[nodiscard]] QByteArrayList writes() const { return m_writes; }
    QByteArrayList takeWrites() { return std::exchange(m_writes, {}); }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_input.size() - m_read; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_input;
    qsizetype m_read = 0;
    qsizetype m_room = -1;
    QByteArrayList m_writes;
    std::function<void(const QByteArray &)> m_answer;
};
