// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client/readbuffer.h"

namespace Standin::Mqtt {
namespace {

thread_local std::unique_ptr<char[]> spare;

} // namespace

ReadBuffer::ReadBuffer()
    : m_bytes(std::move(spare))
{
    if (!m_bytes)
        m_bytes = std::make_unique_for_overwrite<char[]>(size);
}

ReadBuffer::~ReadBuffer()
{
    spare = std::move(m_bytes);
}

} // namespace Standin::Mqtt
