// SPDX-License-Identifier: GPL-3.0-or-later
// The input from outside that a link reads: certificates and keys in PEM, PKCS#12, the answer to a WebSocket handshake.
// The first byte of the input chooses. No error may show more of a file than the label of a PEM block.
#include "fuzz/require.h"
#include "link/clientidentity.h"
#include "link/pemfile.h"
#include "link/websockethandshake.h"

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

/// The length of the longest text without the label, with space for numbers.
constexpr qsizetype maxMessage = 300;

template <typename Value>
void requireShort(const Result<Value> &result)
{
    require(result || (!result.error().message.isEmpty() && result.error().message.size() < maxMessage),
            "an error is one sentence");
}

void readPem(const QByteArray &bytes)
{
    const auto certificates = PemFile::certificatesIn(bytes, u"f"_s);
    requireShort(certificates);
    require(!certificates || !certificates->isEmpty(), "a file of certificates holds one");
    requireShort(PemFile::privateKeyIn(bytes, {}, u"f"_s));
    requireShort(PemFile::privateKeyIn(bytes, u"secret"_s, u"f"_s));
}

void readAnswer(const QByteArray &bytes)
{
    static const WebSocketHandshake handshake(QUrl(u"ws://h/mqtt"_s), {});
    const auto read = handshake.readAnswer(bytes);
    if (read && *read)
        require(**read <= bytes.size(), "no more is taken than came in");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1);
    switch (data[0] % 3) {
    case 0:
        readPem(bytes);
        break;
    case 1:
        requireShort(ClientIdentity::fromPkcs12Bytes(bytes, u"secret"_s, u"f"_s));
        break;
    default:
        readAnswer(bytes);
    }
    return 0;
}
