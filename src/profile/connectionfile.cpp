// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/connectionfile.h"

#include "base/errortext.h"
#include "base/jsonreader.h"
#include "link/linkurl.h"
#include "profile/profilejson.h"
#include "template/payloadfile.h"

#include <algorithm>
#include <limits>

namespace Standin {

using namespace Qt::StringLiterals;
using ConnectionFile::Secrets;

namespace {

constexpr qint64 mostSeconds = std::numeric_limits<quint32>::max();

void readSecret(JsonReader &reader, const QString &key, Secret &secret, Secrets secrets)
{
    if (secrets == Secrets::Sent || (secrets == Secrets::SentOrShown && !reader.isObject(key))) {
        reader.hide({key});
        std::optional<QString> value;
        reader.read(key, value);
        if (value)
            secret = {.value = *value, .env = {}, .file = {}};
        return;
    }
    JsonText value;
    if (reader.has(key) && reader.read(key, value) && !value.isObject()) {
        reader.fail(key,
                    u"a secret does not stand in the file: expected { \"env\": \"NAME\" }, { \"file\": \"path\" }, "
                    "{ \"keychain\": \"name\" } or { \"ask\": true }"_s);
        return;
    }
    reader.readObject(key, [&secret](JsonReader &inner) {
        inner.read(u"env"_s, secret.env);
        inner.read(u"file"_s, secret.file);
        inner.read(u"ask"_s, secret.ask);
        inner.read(u"keychain"_s, secret.keychain);
    });
}

void readUrl(JsonReader &reader, QUrl &url, const QString &example)
{
    QString text = url.toString();
    reader.read(u"url"_s, text);
    if (text.contains(u'@'))
        reader.hide({u"url"_s}); // it may contain a password
    const QUrl parsed(text, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty() || parsed.scheme().isEmpty())
        reader.unexpected(u"url"_s, u"a URL such as "_s + example);
    else if (!parsed.userInfo().isEmpty())
        reader.fail(u"url"_s, u"user name and password do not belong into the URL: use username and password"_s);
    else if (parsed.port() == 0)
        reader.fail(u"url"_s, u"port 0 stands for no port: expected 1 to 65535"_s);
    else
        url = parsed;
}

void readVersion(JsonReader &reader, MqttVersion &version)
{
    QString name = toString(version);
    reader.readWord(u"version"_s, name, mqttVersionNames());
    version = mqttVersionFromString(name).value_or(version);
}

void readServerReference(JsonReader &reader, ServerReferencePolicy &policy)
{
    QString name = toString(policy);
    reader.readWord(u"serverReference"_s, name, serverReferencePolicyNames());
    policy = serverReferencePolicyFromString(name).value_or(policy);
}

void readTls(JsonReader &reader, Tls &tls, Secrets secrets)
{
    reader.read(u"ca"_s, tls.ca);
    reader.read(u"certificate"_s, tls.certificate);
    reader.read(u"key"_s, tls.key);
    reader.read(u"pkcs12"_s, tls.pkcs12);
    readSecret(reader, u"keyPassword"_s, tls.keyPassword, secrets);
    reader.read(u"verifyPeer"_s, tls.verifyPeer);
    reader.read(u"serverName"_s, tls.serverName);
    reader.read(u"alpn"_s, tls.alpn);
    reader.readWord(u"minimumVersion"_s, tls.minimumVersion, {u"1.2"_s, u"1.3"_s});
}

void readEncryption(JsonReader &reader, Connection &connection, Secrets secrets)
{
    bool isEncrypted = true;
    if (secrets != Secrets::Named && reader.isBoolean(u"tls"_s))
        reader.read(u"tls"_s, isEncrypted);
    else
        reader.readObject(u"tls"_s, [&](JsonReader &inner) { readTls(inner, connection.tls, secrets); });
    if (secrets != Secrets::Named && reader.has(u"tls"_s))
        connection.url = LinkUrl::withEncryption(connection.url, isEncrypted);
}

void readHeaders(JsonReader &reader, QList<HttpHeader> &headers, Secrets secrets)
{
    constexpr qsizetype mostHeaders = 100;
    reader.readObject(u"headers"_s, [&](JsonReader &inner) {
        headers.clear();
        QStringList names = inner.keys();
        if (names.size() > mostHeaders)
            inner.failHere(
                ErrorText::expected(u"at most %1 headers"_s.arg(mostHeaders), QString::number(names.size())));
        names = names.first(std::min(names.size(), mostHeaders));
        names.removeDuplicates();
        inner.hide(names);
        for (const QString &name : std::as_const(names)) {
            HttpHeader header{name, {}, {}};
            if (inner.isObject(name) || secrets != Secrets::Named)
                readSecret(inner, name, header.secret, secrets);
            else
                inner.read(name, header.value);
            headers.append(header);
        }
    });
}

void readProxy(JsonReader &reader, Proxy &proxy, Secrets secrets)
{
    readUrl(reader, proxy.url, u"socks5://127.0.0.1:1080"_s);
    if (!QStringList{u"socks5"_s, u"http"_s}.contains(proxy.url.scheme()))
        reader.fail(u"url"_s, ErrorText::expected(u"socks5:// or http:// (CONNECT)"_s,
                                                  ErrorText::found(proxy.url.toDisplayString())));
    reader.read(u"username"_s, proxy.username);
    readSecret(reader, u"password"_s, proxy.password, secrets);
}

/// The common keys of a will and a birth message.
template <typename Message>
void readMessage(JsonReader &reader, Message &message)
{
    reader.read(u"topic"_s, message.topic);
    PayloadFile::read(reader, u"payload"_s, message.payload);
    ProfileJson::readQos(reader, message.qos);
    reader.read(u"retain"_s, message.retain);
}

void readWill(JsonReader &reader, std::optional<Will> &target)
{
    Will will;
    readMessage(reader, will);
    reader.read(u"delaySeconds"_s, will.delaySeconds, 0, mostSeconds);
    if (will.topic.isEmpty())
        reader.fail(u"topic"_s, u"a will needs a topic"_s);
    target = will;
}

void readBirth(JsonReader &reader, std::optional<Birth> &target)
{
    Birth birth;
    readMessage(reader, birth);
    if (birth.topic.isEmpty())
        reader.fail(u"topic"_s, u"a birth message needs a topic"_s);
    target = birth;
}

} // namespace

void ConnectionFile::read(JsonReader &reader, Connection &connection, Secrets secrets)
{
    readUrl(reader, connection.url, u"mqtt://127.0.0.1:1883"_s);
    readVersion(reader, connection.version);
    reader.read(u"keepAlive"_s, connection.keepAlive, 0, 65535);
    reader.read(u"cleanStart"_s, connection.cleanStart);
    reader.read(u"sessionExpiry"_s, connection.sessionExpiry, 0, mostSeconds);
    reader.read(u"username"_s, connection.username);
    readSecret(reader, u"password"_s, connection.password, secrets);
    reader.read(u"connectTimeoutMs"_s, connection.connectTimeoutMs, 1, ProfileJson::longestMs);
    readEncryption(reader, connection, secrets);
    readHeaders(reader, connection.headers, secrets);
    reader.readObject(u"proxy"_s, [&](JsonReader &inner) { readProxy(inner, connection.proxy, secrets); });
    reader.readObject(u"will"_s, [&connection](JsonReader &inner) { readWill(inner, connection.will); });
    reader.readObject(u"birth"_s, [&connection](JsonReader &inner) { readBirth(inner, connection.birth); });
    reader.readObject(u"reconnect"_s, [&connection](JsonReader &inner) {
        inner.read(u"initialMs"_s, connection.reconnect.initialMs, 0, ProfileJson::longestMs);
        inner.read(u"maxMs"_s, connection.reconnect.maxMs, 0, ProfileJson::longestMs);
        inner.read(u"jitter"_s, connection.reconnect.jitter, 0, 1);
        inner.read(u"attempts"_s, connection.reconnect.attempts, 0, 1'000'000);
    });
    readServerReference(reader, connection.serverReference);
    reader.read(u"strict"_s, connection.strict);
}

} // namespace Standin
