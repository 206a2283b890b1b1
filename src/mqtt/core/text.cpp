// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/text.h"

namespace Standin::Mqtt {

QString fromUtf8(QByteArrayView utf8)
{
    static constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");
    qsizetype marks = 0;
    while (utf8.sliced(marks * byteOrderMark.size()).startsWith(byteOrderMark))
        ++marks;
    return QString(marks, QChar::ByteOrderMark) + QString::fromUtf8(utf8.sliced(marks * byteOrderMark.size()));
}

} // namespace Standin::Mqtt
