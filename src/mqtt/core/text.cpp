// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/text.h"

namespace Standin::Mqtt {

QString fromUtf8(QByteArrayView utf8)
{
    static constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");
    if (!utf8.startsWith(byteOrderMark))
        return QString::fromUtf8(utf8);
    return QChar(QChar::ByteOrderMark) + fromUtf8(utf8.sliced(byteOrderMark.size()));
}

} // namespace Standin::Mqtt
