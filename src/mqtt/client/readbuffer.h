// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace Standin::Mqtt {

/// A large read buffer, shared by all clients of a thread; in use as long as the object exists. Uses may nest (an event
/// loop within a slot): the inner one gets a buffer of its own.
class ReadBuffer
{
public:
    static constexpr qsizetype size = 64 * 1024;

    ReadBuffer();
    ~ReadBuffer();
    Q_DISABLE_COPY_MOVE(ReadBuffer)

    [[nodiscard]] char *data() { return m_bytes.get(); }

private:
    std::unique_ptr<char[]> m_bytes;
};

} // namespace Standin::Mqtt
