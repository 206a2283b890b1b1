// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/hexdump.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype perLine = 16;

QString lineOf(qsizetype offset, QByteArrayView bytes)
{
    QString hex;
    QString characters;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<uchar>(bytes[i]);
        if (i == perLine / 2)
            hex += u' ';
        hex += u"%1 "_s.arg(byte, 2, 16, QChar(u'0'));
        characters += byte >= 0x20 && byte < 0x7f ? QChar(QLatin1Char(bytes[i])) : QChar(u'·');
    }
    return u"%1  %2 %3"_s.arg(offset, 6, 16, QChar(u'0')).arg(hex, -(perLine * 3 + 1)).arg(characters);
}

} // namespace

QString hexDump(QByteArrayView bytes)
{
    QStringList lines;
    for (qsizetype offset = 0; offset < bytes.size(); offset += perLine)
        lines.append(lineOf(offset, bytes.sliced(offset, qMin(perLine, bytes.size() - offset))));
    return lines.join(u'\n');
}

} // namespace Standin::Gui
