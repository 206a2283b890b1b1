// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/simple/connectrequest.h"

#include "profile/connectionfile.h"
#include "rest/json/sentconnection.h"
#include "template/template.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

void readHost(JsonReader &reader, QString &host)
{
    const QString key = u"host"_s;
    if (reader.has(u"url"_s)) {
        if (reader.has(key) || reader.has(u"port"_s))
            reader.fail(u"url"_s, u"stands for host and port: give it or them, not both"_s);
        return;
    }
    reader.readText(key, host);
    QUrl url(u"mqtt://host"_s);
    url.setHost(host, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        reader.unexpected(key, u"a host name or an IP address"_s);
    host = url.host();
}

/// A number, or a string of digits.
void readPort(JsonReader &reader, std::optional<quint16> &port)
{
    const QString key = u"port"_s;
    JsonText value;
    if (!reader.read(key, value))
        return;
    bool isNumber = value.isNumber() || value.isString();
    if (isNumber)
        port = value.toLookupText().toUShort(&isNumber);
    if (!isNumber || port == 0)
        reader.unexpected(key, u"a number from 1 to 65535"_s);
}

/// `mac` is used as user name and password; the fields `username` and `password` have priority.
void readCredentials(JsonReader &reader, ConnectRequest &request)
{
    std::optional<QString> mac;
    reader.read(u"mac"_s, mac);
    reader.read(u"username"_s, request.username);
    reader.read(u"password"_s, request.password);
    if (!request.username)
        request.username = mac;
    if (!request.password)
        request.password = mac;
}

QString folded(const QString &key)
{
    return key.toLower().remove(u'_').remove(u'-');
}

/// The fields of this call in addition to those of `connection`, and all fields by their normalised spelling.
QHash<QString, QString> keysBySpelling()
{
    JsonReader probe{QJsonObject()};
    Connection ignored;
    ConnectionFile::read(probe, ignored, ConnectionFile::Secrets::Sent);
    QHash<QString, QString> keys{{u"cleansession"_s, u"cleanStart"_s}};
    for (const QString &key :
         probe.knownKeys() + QStringList{u"client_id"_s, u"host"_s, u"port"_s, u"profile"_s, u"mac"_s})
        keys.insert(folded(key), key);
    return keys;
}

void acceptSpellings(JsonReader &reader)
{
    static const QHash<QString, QString> keys = keysBySpelling();
    for (const QString &spelling : reader.keys()) {
        const QString key = keys.value(folded(spelling));
        if (!key.isEmpty() && key != spelling)
            reader.spell(key, spelling);
    }
}

} // namespace

Result<ConnectRequest> ConnectRequest::parse(const QByteArray &body)
{
    auto parsed = JsonReader::parse(body, JsonReader::Null::IsLeftOut);
    if (!parsed)
        return Failure(parsed.error());
    ConnectRequest request{.settings = *parsed};
    JsonReader &reader = request.settings;
    acceptSpellings(reader);
    reader.hide({u"mac"_s, u"password"_s});

    reader.readText(u"client_id"_s, request.clientId);
    readHost(reader, request.host);
    readPort(reader, request.port);
    reader.read(u"profile"_s, request.profile);
    readCredentials(reader, request);
    Connection tried;
    ConnectionFile::read(reader, tried, ConnectionFile::Secrets::Sent);
    request.warnings = reader.unknownKeyWarnings(u"not known, and ignored"_s);
    return reader.status().map([&request] { return request; });
}

Result<Profile> ConnectRequest::applyTo(Profile base) const
{
    const QString formerName = base.connection.username;
    return withSentConnection(std::move(base), settings, [&](Connection &connection) {
        if (!host.isEmpty()) {
            connection.url.setHost(host);
            connection.url.setPort(port ? *port : -1);
        }
        connection.username = formerName;
        if (username || password) {
            connection.username = Template::escaped(username.value_or(QString())); // taken literally
            connection.password = Secret();
            connection.password.value = password.value_or(QString());
        }
    });
}

} // namespace Standin::Rest
