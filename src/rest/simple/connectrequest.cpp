// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/simple/connectrequest.h"

#include "base/json.h"
#include "base/jsonreader.h"
#include "profile/template/template.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

void readHost(JsonReader &reader, QString &host)
{
    const QString key = u"host"_s;
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
    QJsonValue value;
    if (!reader.read(key, value))
        return;
    bool isNumber = value.isDouble() || value.isString();
    if (isNumber)
        port = Json::toPlainText(value).toUShort(&isNumber);
    if (!isNumber || port == 0)
        reader.unexpected(key, u"a number from 1 to 65535"_s);
}

/// `mac` stands for user name and password both; fields of their own go before it.
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

} // namespace

Result<ConnectRequest> ConnectRequest::parse(const QByteArray &body)
{
    auto reader = JsonReader::parse(body, JsonReader::Null::IsLeftOut);
    if (!reader)
        return Failure(reader.error());
    reader->hide({u"mac"_s, u"password"_s});

    ConnectRequest request;
    reader->readText(u"client_id"_s, request.clientId);
    readHost(*reader, request.host);
    readPort(*reader, request.port);
    reader->read(u"profile"_s, request.profile);
    readCredentials(*reader, request);
    return reader->status().map([&request] { return request; });
}

Profile ConnectRequest::applyTo(Profile base) const
{
    base.connection.url.setHost(host);
    base.connection.url.setPort(port ? *port : -1);
    if (username || password) {
        base.connection.username = Template::escaped(username.value_or(QString())); // taken literally
        base.connection.password = Secret();
        base.connection.password.value = password.value_or(QString());
    }
    return base;
}

} // namespace Standin::Rest
