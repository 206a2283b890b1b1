// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/payloadpreview.h"

#include "base/jsontext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Models {

namespace {

constexpr QChar ellipsis = u'…';

/// Otherwise invisible.
constexpr QChar byteOrderMark = u'\uFEFF';

bool isBinaryControl(char c)
{
    const auto byte = static_cast<uchar>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

/// The longest start of `text` within `maxBytes` that does not split a UTF-8 sequence.
QByteArrayView frontOf(QByteArrayView text, qsizetype maxBytes)
{
    if (text.size() <= maxBytes)
        return text;
    while (maxBytes > 0 && (static_cast<uchar>(text[maxBytes]) & 0xc0) == 0x80)
        --maxBytes;
    return text.first(maxBytes);
}

} // namespace

bool isText(QByteArrayView bytes)
{
    if (std::any_of(bytes.begin(), bytes.end(), isBinaryControl))
        return false;
    return bytes.isValidUtf8();
}

bool isTextFront(QByteArrayView bytes)
{
    constexpr qsizetype longestCharacter = 4;
    return isText(bytes.size() < longestCharacter ? bytes : frontOf(bytes, bytes.size() - 1));
}

QString textPreview(const QString &text, qsizetype maxChars)
{
    QString front = text.first(std::min(text.size(), maxChars));
    for (QChar &c : front) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            c = u' ';
    }
    return front.size() == text.size() ? front : front + ellipsis;
}

QString payloadPreview(const QByteArray &payload, qsizetype maxChars)
{
    const QByteArrayView front = frontOf(payload, maxChars * 4);
    if (!isText(front)) {
        const QByteArray hex = payload.first(std::min(payload.size(), maxChars / 3)).toHex(' ');
        return QString::fromLatin1(hex) + (payload.size() > maxChars / 3 ? QString(ellipsis) : QString());
    }
    const QString text = JsonText::decoded(front).simplified().replace(byteOrderMark, u"⟪U+FEFF⟫"_s);
    const bool isWhole = front.size() == payload.size() && text.size() <= maxChars;
    return isWhole ? text : text.first(std::min(text.size(), maxChars)) + ellipsis;
}

} // namespace Standin::Models
