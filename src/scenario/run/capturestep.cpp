// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/capturestep.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

void CaptureStep::begin()
{
    const auto &wanted = std::get<CaptureValues>(m_step.kind);
    const FoundMessage message = wanted.from.isEmpty() ? m_trail.found : m_trail.named.value(wanted.from).found;
    if (!message)
        return fail(Error{.code = ErrorCode::InvalidArgument,
                          .message = wanted.from.isEmpty() ? u"no step before this one has found a message"_s
                                                           : u"the step \"%1\" has found no message"_s.arg(wanted.from),
                          .where = m_step.pointer});
    const FoundMessage last = m_trail.found;
    if (!capture(wanted.values, message))
        return;
    m_trail.found = last;
    pass();
}

} // namespace Standin::Scenarios
