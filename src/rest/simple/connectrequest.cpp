// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/simple/connectrequest.h"

#include "profile/template/template.h"

#include "rest/json/jsonfields.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

Result<QString> parseHost(const JsonFields &fields)
{
    auto host = fields.text(u"host"_s);
    if (!host)
        return host;
    QUrl url(u"mqtt://host"_s);
    url.setHost(*host, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       u"found \"%1\", expected a host name or an IP address"_s.arg(host->left(80)), u"host"_s);
    return url.host();
}

/// `mac` stands for user name and password both; fields of their own go before it.
Result<> parseCredentials(const JsonFields &fields, ConnectRequest &request)
{
    const auto mac = fields.optionalText(u"mac"_s);
    const auto username = fields.optionalText(u"username"_s);
    const auto password = fields.optionalText(u"password"_s);
    for (const auto &field : {mac, username, password}) {
        if (!field)
            return Failure(field.error());
    }
    request.username = *username ? *username : *mac;
    request.password = *password ? *password : *mac;
    return {};
}

} // namespace

Result<ConnectRequest> ConnectRequest::parse(const QByteArray &body)
{
    const auto fields = JsonFields::parse(body);
    if (!fields)
        return Failure(fields.error());
    const auto clientId = fields->text(u"client_id"_s);
    if (!clientId)
        return Failure(clientId.error());
    const auto host = parseHost(*fields);
    if (!host)
        return Failure(host.error());
    const auto port = fields->optionalPort(u"port"_s);
    if (!port)
        return Failure(port.error());
    const auto profileName = fields->optionalText(u"profile"_s);
    if (!profileName)
        return Failure(profileName.error());

    ConnectRequest request;
    request.clientId = *clientId;
    request.host = *host;
    request.port = *port;
    request.profile = profileName->value_or(QString());
    if (const auto credentials = parseCredentials(*fields, request); !credentials)
        return Failure(credentials.error());
    return request;
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
