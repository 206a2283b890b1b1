// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entry.h"

namespace Standin {

Match::Message Entry::message() const
{
    return Match::Message({.topic = topic,
                           .payload = payload,
                           .qos = qos,
                           .retain = retain,
                           .dup = dup,
                           .properties = properties,
                           .correlation = correlation});
}

} // namespace Standin
