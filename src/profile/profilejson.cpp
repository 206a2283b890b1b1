// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilejson.h"

#include "base/jsonreader.h"

namespace Standin {

using namespace Qt::StringLiterals;

void ProfileJson::readQos(JsonReader &reader, quint8 &qos)
{
    reader.read(u"qos"_s, qos, 0, 2);
}

} // namespace Standin
