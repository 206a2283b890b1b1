// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/connectionfile.h"
#include "profile/profilejson.h"

#include <QJsonArray>

namespace Standin {

using namespace Qt::StringLiterals;
using ProfileJson::merged;

namespace {

void writeSecret(QJsonObject &object, const QString &key, const Secret &secret)
{
    QJsonObject written;
    if (!secret.env.isEmpty())
        written[u"env"_s] = secret.env;
    if (!secret.file.isEmpty())
        written[u"file"_s] = secret.file;
    if (secret.isTyped())
        written[u"ask"_s] = true;
    if (written.isEmpty())
        object.remove(key);
    else
        object[key] = written;
}

void writeTls(QJsonObject &object, const Tls &tls)
{
    if (tls == Tls() && !object.contains(u"tls"_s))
        return;
    QJsonObject written = merged(object[u"tls"_s].toObject(), {{u"ca"_s, tls.ca},
                                                               {u"certificate"_s, tls.certificate},
                                                               {u"key"_s, tls.key},
                                                               {u"pkcs12"_s, tls.pkcs12},
                                                               {u"verifyPeer"_s, tls.verifyPeer},
                                                               {u"serverName"_s, tls.serverName},
                                                               {u"alpn"_s, QJsonArray::fromStringList(tls.alpn)},
                                                               {u"minimumVersion"_s, tls.minimumVersion}});
    writeSecret(written, u"keyPassword"_s, tls.keyPassword);
    object[u"tls"_s] = written;
}

void writeHeaders(QJsonObject &object, const QList<HttpHeader> &headers)
{
    QJsonObject written;
    for (const HttpHeader &header : headers) {
        if (header.secret.isSet())
            writeSecret(written, header.name, header.secret);
        else
            written[header.name] = header.value;
    }
    if (written.isEmpty())
        object.remove(u"headers"_s);
    else
        object[u"headers"_s] = written;
}

void writeProxy(QJsonObject &object, const Proxy &proxy)
{
    if (proxy.url.isEmpty()) {
        object.remove(u"proxy"_s);
        return;
    }
    QJsonObject written = merged(object[u"proxy"_s].toObject(), {{u"url"_s, proxy.url.toString(QUrl::RemoveUserInfo)},
                                                                 {u"username"_s, proxy.username}});
    writeSecret(written, u"password"_s, proxy.password);
    object[u"proxy"_s] = written;
}

/// What a will and a birth message have in common, and `more`.
template <typename Message>
void writeMessage(QJsonObject &object, const QString &key, const std::optional<Message> &message,
                  const QJsonObject &more = {})
{
    if (!message) {
        object.remove(key);
        return;
    }
    const QJsonObject common =
        merged(object[key].toObject(), {{u"topic"_s, message->topic},
                                        {u"payload"_s, ProfileJson::payloadValue(message->payload)},
                                        {u"qos"_s, message->qos},
                                        {u"retain"_s, message->retain}});
    object[key] = merged(common, more);
}

void writeWill(QJsonObject &object, const std::optional<Will> &will)
{
    const auto delay = static_cast<qint64>(will ? will->delaySeconds : 0);
    writeMessage(object, u"will"_s, will, {{u"delaySeconds"_s, delay}});
}

} // namespace

QJsonObject ConnectionFile::write(const Connection &connection, const QJsonObject &base)
{
    const Reconnect &reconnect = connection.reconnect;
    QJsonObject written = merged(
        base, {{u"url"_s, connection.url.toString()},
               {u"version"_s, toString(connection.version)},
               {u"keepAlive"_s, connection.keepAlive},
               {u"cleanStart"_s, connection.cleanStart},
               {u"sessionExpiry"_s, static_cast<qint64>(connection.sessionExpiry)},
               {u"username"_s, connection.username},
               {u"connectTimeoutMs"_s, connection.connectTimeoutMs},
               {u"serverReference"_s, toString(connection.serverReference)},
               {u"strict"_s, connection.strict},
               {u"reconnect"_s, merged(base[u"reconnect"_s].toObject(), {{u"initialMs"_s, reconnect.initialMs},
                                                                         {u"maxMs"_s, reconnect.maxMs},
                                                                         {u"jitter"_s, reconnect.jitter},
                                                                         {u"attempts"_s, reconnect.attempts}})}});
    writeSecret(written, u"password"_s, connection.password);
    writeTls(written, connection.tls);
    writeHeaders(written, connection.headers);
    writeProxy(written, connection.proxy);
    writeWill(written, connection.will);
    writeMessage(written, u"birth"_s, connection.birth);
    return written;
}

} // namespace Standin
