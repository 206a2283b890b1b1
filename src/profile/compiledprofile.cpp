// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/compiledprofile.h"

#include "link/linkurl.h"
#include "profile/secretrecipients.h"
#include "profile/template/templatescope.h"

#include <QDir>

namespace Standin {

using namespace Qt::StringLiterals;

/// Compiles one template after the other and remembers the first that is wrong.
class CompiledProfile::Compilation
{
public:
    explicit Compilation(const QStringList &correlationKeys)
        : m_keys(correlationKeys)
    {}

    Template operator()(const QByteArray &text, const QString &pointer)
    {
        auto compiled = Template::compile(text, m_keys);
        if (compiled)
            return *compiled;
        if (status)
            status = failure(compiled.error().code, compiled.error().message, pointer);
        return {};
    }
    Template operator()(const QString &text, const QString &pointer) { return (*this)(text.toUtf8(), pointer); }

    Result<> status;

private:
    const QStringList &m_keys;
};

namespace {

Result<> at(const QString &pointer, Result<> checked)
{
    return checked.map_error([&pointer](Error error) {
        error.where = pointer;
        return error;
    });
}

Result<> checkConnection(const Connection &connection)
{
    const Tls &tls = connection.tls;
    if (!tls.pkcs12.isEmpty() && !(tls.certificate.isEmpty() && tls.key.isEmpty()))
        return failure(ErrorCode::InvalidArgument, u"stands for certificate and key: give it or them, not both"_s,
                       u"/connection/tls/pkcs12"_s);
    HttpHeaders headers;
    for (const HttpHeader &header : connection.headers)
        headers.append({header.name.toUtf8(), {}});
    return at(u"/connection/url"_s, LinkUrl::check(connection.url)).and_then([&headers] {
        return at(u"/connection/headers"_s, WebSocketHandshake::check(headers));
    });
}

QNetworkProxy proxyOf(const Proxy &proxy, const QString &password)
{
    if (proxy.url.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    constexpr int socksPort = 1080;
    constexpr int httpPort = 80;
    const bool socks = proxy.url.scheme() == u"socks5";
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.url.host(),
                         static_cast<quint16>(proxy.url.port(socks ? socksPort : httpPort)), proxy.username, password);
}

qsizetype stepsUp(const QString &path)
{
    return path.split(u'/').count(u".."_s);
}

/// A client id comes from whoever adds the device: it may name a file, but not lead to another folder than the profile.
Result<QString> renderedPath(const QDir &folder, const QString &source, const Template &path, TemplateScope &scope)
{
    if (source.isEmpty())
        return QString();
    const QString rendered = QString::fromUtf8(path.render(scope));
    const bool jumps = QDir::isAbsolutePath(rendered) && !QDir::isAbsolutePath(source);
    if (jumps || stepsUp(rendered) > stepsUp(source))
        return failure(ErrorCode::InvalidArgument,
                       u"\"%1\" leads out of the folder that \"%2\" names"_s.arg(rendered.left(200), source),
                       u"/connection/tls"_s);
    return folder.absoluteFilePath(rendered);
}

} // namespace

void CompiledProfile::compileConnection(Compilation &compile, Compilation &compileLogin)
{
    const Connection &connection = profile.connection;
    username = compileLogin(connection.username, u"/connection/username"_s);
    certificate = compileLogin(connection.tls.certificate, u"/connection/tls/certificate"_s);
    key = compileLogin(connection.tls.key, u"/connection/tls/key"_s);
    pkcs12 = compileLogin(connection.tls.pkcs12, u"/connection/tls/pkcs12"_s);
    for (const HttpHeader &header : connection.headers)
        headers.push_back(
            {.settings = header, .value = compileLogin(header.value, u"/connection/headers/"_s + header.name)});
    if (connection.will)
        will = {.settings = *connection.will,
                .topic = compile(connection.will->topic, u"/connection/will/topic"_s),
                .payload = compile(connection.will->payload, u"/connection/will/payload"_s)};
    if (connection.birth)
        birth = {.settings = *connection.birth,
                 .topic = compile(connection.birth->topic, u"/connection/birth/topic"_s),
                 .payload = compile(connection.birth->payload, u"/connection/birth/payload"_s)};
}

void CompiledProfile::compileMessages(Compilation &compile)
{
    report = compile(profile.topics.report, u"/topics/report"_s);
    command = compile(profile.topics.command, u"/topics/command"_s);
    replyTopic = compile(profile.topics.reply, u"/topics/reply"_s);
    reply = compile(profile.reply, u"/reply"_s);
    for (qsizetype i = 0; i < profile.subscriptions.size(); ++i) {
        const Standin::Subscription &subscription = profile.subscriptions[i];
        subscriptions.push_back(
            {.settings = subscription, .topic = compile(subscription.topic, u"/subscriptions/%1/topic"_s.arg(i))});
    }
    for (qsizetype i = 0; i < profile.telemetry.size(); ++i) {
        const Standin::Telemetry &settings = profile.telemetry[i];
        const QString pointer = u"/telemetry/%1"_s.arg(i);
        telemetry.push_back({.settings = settings,
                             .topic = compile(settings.topic, pointer + u"/topic"_s),
                             .payload = compile(settings.payload, pointer + u"/payload"_s)});
    }
}

Result<std::shared_ptr<const CompiledProfile>> CompiledProfile::make(const Profile &profile)
{
    if (const auto checked = checkConnection(profile.connection); !checked)
        return Failure(checked.error());
    const QStringList noCommandYet;
    Compilation compileLogin(noCommandYet);
    Compilation compile(profile.correlation);
    auto compiled = std::make_shared<CompiledProfile>();
    compiled->profile = profile;
    if (const auto bound = SecretRecipients::bind(compiled->profile.connection); !bound)
        return Failure(bound.error());
    compiled->clientId = compile(profile.clientId, u"/clientId"_s);
    compiled->compileMessages(compile);
    compiled->compileConnection(compile, compileLogin);
    for (const Compilation &done : {compileLogin, compile}) {
        if (!done.status)
            return Failure(done.status.error());
    }
    return compiled;
}

Result<TlsSettings> CompiledProfile::tlsSettings(TemplateScope &scope) const
{
    const Tls &tls = profile.connection.tls;
    const auto password = tls.keyPassword.resolve(profile.baseDir);
    if (!password)
        return Failure(password.error());
    const QDir folder(profile.baseDir);
    const auto certificateFile = renderedPath(folder, tls.certificate, certificate, scope);
    const auto keyFile = renderedPath(folder, tls.key, key, scope);
    const auto pkcs12File = renderedPath(folder, tls.pkcs12, pkcs12, scope);
    for (const auto &file : {certificateFile, keyFile, pkcs12File}) {
        if (!file)
            return Failure(file.error());
    }
    return TlsSettings{.caFile = tls.ca.isEmpty() ? QString() : folder.absoluteFilePath(tls.ca),
                       .certificateFile = *certificateFile,
                       .keyFile = *keyFile,
                       .pkcs12File = *pkcs12File,
                       .keyPassword = *password,
                       .verifyPeer = tls.verifyPeer,
                       .serverName = tls.serverName,
                       .alpn = tls.alpn,
                       .minimumVersion = tls.minimumVersion};
}

Result<LinkTarget> CompiledProfile::linkTarget(TemplateScope &scope) const
{
    const Connection &connection = profile.connection;
    LinkTarget target{.url = connection.url, .tls = {}, .headers = {}};
    const auto resolve = [this](const Secret &secret) { return secret.resolve(profile.baseDir); };
    if (LinkUrl::isEncrypted(target.url)) {
        const auto settings = tlsSettings(scope);
        if (!settings)
            return Failure(settings.error());
        target.tls = *settings;
    }
    for (const Header &header : headers) {
        const auto secret = resolve(header.settings.secret);
        if (!secret)
            return Failure(secret.error());
        target.headers.append({header.settings.name.toUtf8(),
                               header.settings.secret.isSet() ? secret->toUtf8() : header.value.render(scope)});
    }
    const auto proxyPassword = resolve(connection.proxy.password);
    if (!proxyPassword)
        return Failure(proxyPassword.error());
    target.proxy = proxyOf(connection.proxy, *proxyPassword);
    return target;
}

} // namespace Standin
