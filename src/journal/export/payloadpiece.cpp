// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/payloadpiece.h"

#include "base/json.h"
#include "base/jsonsyntax.h"

#include <QStringDecoder>

namespace Standin {

namespace {

constexpr qsizetype sliceBytes = 12 * 1024; // a multiple of 3, so that base64 has no padding between slices
constexpr qsizetype mostJsonBytes = 1024 * 1024;

using Slices = std::function<QByteArray(const QByteArray &slice)>;

/// `prefix`, then every slice of the payload encoded by `encode`, then `suffix`.
TextPiece slicedPiece(const QByteArray &payload, const QByteArray &prefix, Slices encode, const QByteArray &suffix)
{
    return [payload, prefix, encode = std::move(encode), suffix, at = qsizetype(-1)](QByteArray &body) mutable {
        if (at > payload.size())
            return false;
        if (at < 0) {
            body += prefix;
            at = 0;
        } else if (at < payload.size()) {
            const qsizetype length = qMin(sliceBytes, payload.size() - at);
            body += encode(payload.sliced(at, length));
            at += length;
        } else {
            body += suffix;
            at = payload.size() + 1;
        }
        return true;
    };
}

/// Keeps the beginning of a character that a slice cuts. A std::function must be copyable, a decoder is not.
Slices escaping()
{
    const auto utf8 = std::make_shared<QStringDecoder>(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return [utf8](const QByteArray &slice) {
        const QString text = (*utf8)(slice);
        const QByteArray quoted = Json::quoted(text);
        return quoted.sliced(1, quoted.size() - 2);
    };
}

TextPiece sequence(TextPiece first, TextPiece second)
{
    return [first = std::move(first), second = std::move(second)](QByteArray &body) mutable {
        if (first && first(body))
            return true;
        first = nullptr;
        return second(body);
    };
}

} // namespace

TextPiece payloadTextPiece(const QByteArray &payload)
{
    return slicedPiece(payload, {}, escaping(), {});
}

TextPiece payloadMembersPiece(const QByteArray &payload)
{
    if (!QUtf8StringView(payload).isValidUtf8())
        return slicedPiece(
            payload, R"("payloadBase64":")", [](const QByteArray &slice) { return slice.toBase64(); }, R"(")");
    TextPiece text = slicedPiece(payload, R"("payload":")", escaping(), R"(")");
    if (payload.size() > mostJsonBytes || JsonSyntax::check(payload))
        return text;
    return sequence(std::move(text),
                    slicedPiece(payload, R"(,"json":)", [](const QByteArray &slice) { return slice; }, {}));
}

} // namespace Standin
