// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/shellword.h"

using namespace Qt::StringLiterals;

namespace Standin {

QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace Standin
