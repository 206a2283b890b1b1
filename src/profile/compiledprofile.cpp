// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/compiledprofile.h"

#include "link/linkurl.h"
#include "profile/template/templatescope.h"

#include <QDir>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// Compiles one template after the other and remembers the first that is wrong.
class Compilation
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

Result<std::shared_ptr<const CompiledProfile>> CompiledProfile::make(const Profile &profile)
{
    if (const auto checked = checkConnection(profile.connection); !checked)
        return Failure(checked.error());

    const QStringList noCommandYet;
    Compilation compileLogin(noCommandYet);
    Compilation compile(profile.correlation);
    auto compiled = std::make_shared<CompiledProfile>();
    compiled->profile = profile;
    compiled->clientId = compile(profile.clientId, u"/clientId"_s);
    compiled->username = compileLogin(profile.connection.username, u"/connection/username"_s);
    compiled->report = compile(profile.topics.report, u"/topics/report"_s);
    compiled->command = compile(profile.topics.command, u"/topics/command"_s);
    compiled->replyTopic = compile(profile.topics.reply, u"/topics/reply"_s);
    compiled->reply = compile(profile.reply, u"/reply"_s);
    for (qsizetype i = 0; i < profile.subscriptions.size(); ++i) {
        const Standin::Subscription &subscription = profile.subscriptions[i];
        compiled->subscriptions.push_back(
            {compile(subscription.topic, u"/subscriptions/%1/topic"_s.arg(i)), subscription.qos});
    }
    for (qsizetype i = 0; i < profile.telemetry.size(); ++i) {
        const Standin::Telemetry &telemetry = profile.telemetry[i];
        const QString pointer = u"/telemetry/%1"_s.arg(i);
        compiled->telemetry.push_back({compile(telemetry.topic, pointer + u"/topic"_s),
                                       compile(telemetry.payload, pointer + u"/payload"_s), telemetry.qos,
                                       telemetry.everyMs});
    }
    if (const auto &will = profile.connection.will)
        compiled->will = {compile(will->topic, u"/connection/will/topic"_s),
                          compile(will->payload, u"/connection/will/payload"_s), will->qos, will->retain,
                          will->delaySeconds};
    const Tls &tls = profile.connection.tls;
    compiled->certificate = compileLogin(tls.certificate, u"/connection/tls/certificate"_s);
    compiled->key = compileLogin(tls.key, u"/connection/tls/key"_s);
    compiled->pkcs12 = compileLogin(tls.pkcs12, u"/connection/tls/pkcs12"_s);
    for (const HttpHeader &header : profile.connection.headers)
        compiled->headers.push_back(
            {header.name.toUtf8(), compileLogin(header.value, u"/connection/headers/"_s + header.name), header.secret});
    for (const Compilation &done : {compileLogin, compile}) {
        if (!done.status)
            return Failure(done.status.error());
    }
    return compiled;
}

bool CompiledProfile::connectsLike(const CompiledProfile &other) const
{
    const Profile &a = profile;
    const Profile &b = other.profile;
    return a.connection == b.connection && a.topics == b.topics && a.subscriptions == b.subscriptions &&
           a.vars == b.vars && a.baseDir == b.baseDir;
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
        const auto secret = resolve(header.secret);
        if (!secret)
            return Failure(secret.error());
        target.headers.append({header.name, header.secret.isSet() ? secret->toUtf8() : header.value.render(scope)});
    }
    const auto proxyPassword = resolve(connection.proxy.password);
    if (!proxyPassword)
        return Failure(proxyPassword.error());
    target.proxy = proxyOf(connection.proxy, *proxyPassword);
    return target;
}

} // namespace Standin
