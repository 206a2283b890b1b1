// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonbuilder.h"
#include "profile/connectionfile.h"
#include "template/payloadfile.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// Undefined when nothing has to be written.
JsonText written(const Secret &secret)
{
    JsonBuilder object;
    if (!secret.env.isEmpty())
        object.add(u"env"_s, secret.env);
    if (!secret.file.isEmpty())
        object.add(u"file"_s, secret.file);
    if (!secret.keychain.isEmpty())
        object.add(u"keychain"_s, secret.keychain);
    if (secret.isTyped())
        object.add(u"ask"_s, true);
    return object.isEmpty() ? JsonText() : object.object();
}

JsonText written(const Tls &tls)
{
    return JsonBuilder()
        .add(u"ca"_s, tls.ca)
        .add(u"certificate"_s, tls.certificate)
        .add(u"key"_s, tls.key)
        .add(u"pkcs12"_s, tls.pkcs12)
        .add(u"keyPassword"_s, written(tls.keyPassword))
        .add(u"verifyPeer"_s, tls.verifyPeer)
        .add(u"serverName"_s, tls.serverName)
        .add(u"alpn"_s, JsonBuilder::strings(tls.alpn))
        .add(u"minimumVersion"_s, tls.minimumVersion)
        .object();
}

JsonText written(const QList<HttpHeader> &headers)
{
    JsonBuilder object;
    for (const HttpHeader &header : headers)
        object.add(header.name, header.secret.isSet() ? written(header.secret) : JsonText::string(header.value));
    return object.isEmpty() ? JsonText() : object.object();
}

JsonText written(const Proxy &proxy)
{
    if (proxy.url.isEmpty())
        return {};
    return JsonBuilder()
        .add(u"url"_s, proxy.url.toString(QUrl::RemoveUserInfo))
        .add(u"username"_s, proxy.username)
        .add(u"password"_s, written(proxy.password))
        .object();
}

/// The common keys of a will and a birth message.
template <typename Message>
JsonBuilder begun(const Message &message)
{
    return JsonBuilder()
        .add(u"topic"_s, message.topic)
        .add(u"payload"_s, PayloadFile::write(message.payload))
        .add(u"qos"_s, message.qos)
        .add(u"retain"_s, message.retain);
}

JsonText written(const std::optional<Will> &will)
{
    if (!will)
        return {};
    return begun(*will).add(u"delaySeconds"_s, static_cast<qint64>(will->delaySeconds)).object();
}

JsonText written(const std::optional<Birth> &birth)
{
    return birth ? begun(*birth).object() : JsonText();
}

JsonText written(const Reconnect &reconnect)
{
    return JsonBuilder()
        .add(u"initialMs"_s, reconnect.initialMs)
        .add(u"maxMs"_s, reconnect.maxMs)
        .add(u"jitter"_s, reconnect.jitter)
        .add(u"attempts"_s, reconnect.attempts)
        .object();
}

} // namespace

JsonText ConnectionFile::write(const Connection &connection, Defaults defaults)
{
    const bool withTls = defaults == Defaults::Written || connection.tls != Tls();
    return JsonBuilder()
        .add(u"url"_s, connection.url.toString())
        .add(u"version"_s, toString(connection.version))
        .add(u"keepAlive"_s, connection.keepAlive)
        .add(u"cleanStart"_s, connection.cleanStart)
        .add(u"sessionExpiry"_s, static_cast<qint64>(connection.sessionExpiry))
        .add(u"username"_s, connection.username)
        .add(u"password"_s, written(connection.password))
        .add(u"connectTimeoutMs"_s, connection.connectTimeoutMs)
        .add(u"serverReference"_s, toString(connection.serverReference))
        .add(u"strict"_s, connection.strict)
        .add(u"tls"_s, withTls ? written(connection.tls) : JsonText())
        .add(u"headers"_s, written(connection.headers))
        .add(u"proxy"_s, written(connection.proxy))
        .add(u"will"_s, written(connection.will))
        .add(u"birth"_s, written(connection.birth))
        .add(u"reconnect"_s, written(connection.reconnect))
        .object();
}

} // namespace Standin
