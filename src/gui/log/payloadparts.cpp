// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/payloadparts.h"

#include "base/jsonindenter.h"
#include "base/jsonsyntax.h"
#include "gui/log/hexdump.h"
#include "models/payloadpreview.h"

#include <QStringDecoder>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Standin::Gui::PayloadParts {

namespace {

constexpr qsizetype partBytes = 32 * 1024;
constexpr qsizetype hexBytes = hexBytesPerLine * 512;
constexpr qsizetype checkedBytes = 256 * 1024;

/// Whether the error is only the end of the text, which is expected for a truncated text.
bool isCutOff(const JsonSyntaxError &error, qsizetype size)
{
    constexpr qsizetype longestToken = 8; // "\u0041", "false", a character of UTF-8
    return error.offset + longestToken >= size || error.problem == JsonProblem::UnterminatedString;
}

} // namespace

TextView::Parts raw(const QByteArray &payload)
{
    // Also a U+FEFF at the beginning is part of the payload.
    const auto decoder =
        std::make_shared<QStringDecoder>(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return [payload, at = qsizetype(0), decoder]() mutable {
        const qsizetype size = std::min(payload.size() - at, partBytes);
        return QString(decoder->decode(QByteArrayView(payload).sliced(std::exchange(at, at + size), size)));
    };
}

TextView::Parts hex(const QByteArray &payload)
{
    return [payload, at = qsizetype(0)]() mutable {
        const qsizetype size = std::min(payload.size() - at, hexBytes);
        const QString lines = hexDump(QByteArrayView(payload).sliced(at, size), at);
        const bool isFirst = at == 0;
        at += size;
        return isFirst || size == 0 ? lines : u'\n' + lines;
    };
}

TextView::Parts json(const QByteArray &payload)
{
    return [indenter = std::make_shared<JsonIndenter>(payload),
            decoder = std::make_shared<QStringDecoder>(QStringDecoder::Utf8)] {
        return QString(decoder->decode(indenter->next(partBytes)));
    };
}

bool looksLikeJson(const QByteArray &payload)
{
    const QByteArrayView front = QByteArrayView(payload).first(std::min(payload.size(), checkedBytes));
    const auto error = JsonSyntax::check(front);
    return !error || (front.size() < payload.size() && isCutOff(*error, front.size()));
}

bool looksLikeText(const QByteArray &payload)
{
    return payload.size() <= checkedBytes ? Models::isText(payload)
                                          : Models::isTextFront(QByteArrayView(payload).first(checkedBytes));
}

} // namespace Standin::Gui::PayloadParts
