// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/hexdump.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

QString lineOf(qsizetype offset, QByteArrayView bytes)
{
    QString hex;
    QString characters;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<uchar>(bytes[i]);
        if (i == hexBytesPerLine / 2)
            hex += u' ';
        hex += u"%1 "_s.arg(byte, 2, 16, QChar(u'0'));
        characters += byte >= 0x20 && byte < 0x7f ? QChar(QLatin1Char(bytes[i])) : QChar(u'·');
    }
    return u"%1  %2 %3"_s.arg(offset, 6, 16, QChar(u'0')).arg(hex, -(hexBytesPerLine * 3 + 1)).arg(characters);
}

} // namespace

QString hexDump(QByteArrayView bytes, qsizetype offset)
{
    QStringList lines;
    for (qsizetype at = 0; at < bytes.size(); at += hexBytesPerLine)
        lines.append(lineOf(offset + at, bytes.sliced(at, qMin(hexBytesPerLine, bytes.size() - at))));
    return lines.join(u'\n');
}

} // namespace Standin::Gui
