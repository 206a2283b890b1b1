// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/compiledprofile.h"

#include "link/linkurl.h"
#include "profile/secretrecipients.h"
#include "profile/typedsecrets.h"
#include "template/templatescope.h"

#include <QDir>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

/// Compiles one template after the other and remembers the first that is wrong.
class CompiledProfile::Compilation
{
public:
    Compilation(const Profile &profile, const Variables &vars)
        : m_keys(profile.correlationNames())
        , m_place{.topics = Topics::names(), .vars = vars}
    {}

    /// The place of the templates that are compiled next.
    [[nodiscard]] TemplatePlace &place() { return m_place; }

    Template operator()(const QByteArray &text, const QString &pointer)
    {
        auto compiled = Template::compile(text, m_keys);
        if (compiled)
            check(*compiled, pointer);
        else
            fail(compiled.error(), pointer);
        return compiled.value_or(Template());
    }
    /// For topics, names and paths.
    Template operator()(const QString &text, const QString &pointer)
    {
        const QByteArray bytes = text.toUtf8();
        if (bytes.size() <= Template::mostNameBytes)
            return (*this)(bytes, pointer);
        fail({ErrorCode::TooLarge, u"longer than %1 bytes"_s.arg(Template::mostNameBytes)}, pointer);
        return {};
    }

    void check(const Template &compiled, const QString &pointer)
    {
        if (const auto checked = m_place.check(compiled); !checked)
            fail(checked.error(), pointer);
    }

    void fail(const Error &error, const QString &pointer)
    {
        if (status)
            status = failure(error.code, error.message, pointer);
    }

    Result<> status;

private:
    const QStringList m_keys;
    TemplatePlace m_place;
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

/// A client id is untrusted input: it may name a file, but must not lead out of the folder in the profile.
Result<QString> renderedPath(const QDir &folder, const QString &source, const Template &path, TemplateScope &scope,
                             const QString &pointer = u"/connection/tls"_s)
{
    if (source.isEmpty())
        return QString();
    const auto rendered = path.renderName(scope);
    if (!rendered)
        return failure(rendered.error().code, rendered.error().message, pointer);
    const bool jumps = QDir::isAbsolutePath(*rendered) && !QDir::isAbsolutePath(source);
    if (jumps || stepsUp(*rendered) > stepsUp(source))
        return failure(ErrorCode::InvalidArgument,
                       u"\"%1\" leads out of the folder that \"%2\" names"_s.arg(rendered->left(200), source.left(200)),
                       pointer);
    return folder.absoluteFilePath(*rendered);
}

} // namespace

void CompiledProfile::compileConnection(Compilation &compile)
{
    const Connection &connection = profile.connection;
    username = compile(connection.username, u"/connection/username"_s);
    passwordFile = compile(connection.password.file, u"/connection/password/file"_s);
    keyPasswordFile = compile(connection.tls.keyPassword.file, u"/connection/tls/keyPassword/file"_s);
    proxyPasswordFile = compile(connection.proxy.password.file, u"/connection/proxy/password/file"_s);
    certificate = compile(connection.tls.certificate, u"/connection/tls/certificate"_s);
    key = compile(connection.tls.key, u"/connection/tls/key"_s);
    pkcs12 = compile(connection.tls.pkcs12, u"/connection/tls/pkcs12"_s);
    for (const HttpHeader &header : connection.headers)
        headers.push_back(
            {.settings = header,
             .value = compile(header.value, u"/connection/headers/"_s + header.name),
             .secretFile = compile(header.secret.file, u"/connection/headers/%1/file"_s.arg(header.name))});
    if (connection.will)
        will = {.settings = *connection.will,
                .topic = compile(connection.will->topic, u"/connection/will/topic"_s),
                .payload = compile(connection.will->payload, u"/connection/will/payload"_s)};
    if (connection.birth)
        birth = {.settings = *connection.birth,
                 .topic = compile(connection.birth->topic, u"/connection/birth/topic"_s),
                 .payload = compile(connection.birth->payload, u"/connection/birth/payload"_s)};
}

void CompiledProfile::compileClientId(Compilation &compile)
{
    const TemplatePlace usual = compile.place();
    compile.place().hasClientId = false;
    compile.place().topics.clear();
    clientId = compile(profile.clientId, u"/clientId"_s);
    compile.place() = usual;
}

void CompiledProfile::compileCorrelation(Compilation &compile)
{
    for (qsizetype i = 0; i < profile.correlation.size(); ++i) {
        const CorrelationKey &wanted = profile.correlation[i];
        Result<> added;
        if (!wanted.topic.isEmpty())
            added = correlation.addTopic(wanted.name, wanted.topic);
        else if (!wanted.jsonPointer.isEmpty())
            added = correlation.addPointer(wanted.name, wanted.jsonPointer);
        else if (!wanted.property.isEmpty())
            correlation.addProperty(wanted.name, wanted.property);
        else
            correlation.addAnywhere(wanted.name);
        if (!added)
            compile.fail(added.error(),
                         u"/correlation/%1/%2"_s.arg(i).arg(wanted.topic.isEmpty() ? u"jsonPointer"_s : u"topic"_s));
    }
}

struct CompiledProfile::TopicKind
{
    QString name;
    QString Topics::*text; ///< the template, or rendered
    Template CompiledProfile::*compiled;
};

const QList<CompiledProfile::TopicKind> &CompiledProfile::topicKinds()
{
    static const QList<TopicKind> kinds = {{u"report"_s, &Topics::report, &CompiledProfile::report},
                                           {u"command"_s, &Topics::command, &CompiledProfile::command},
                                           {u"reply"_s, &Topics::reply, &CompiledProfile::replyTopic}};
    return kinds;
}

void CompiledProfile::compileTopics(Compilation &compile)
{
    for (const TopicKind &kind : topicKinds()) {
        compile.place().hasCommand = kind.name == u"reply";
        this->*kind.compiled = compile(profile.topics.*kind.text, u"/topics/"_s + kind.name);
    }
    compile.place().hasCommand = false;
    TemplatePlace withoutCommand = compile.place();
    replyTopicNeedsCommand = !withoutCommand.check(replyTopic);
    if (replyTopicNeedsCommand)
        compile.place().topics.removeAll(u"reply"_s);

    // A topic may refer to others: it is rendered when those are known.
    QStringList known;
    while (known.size() < topicKinds().size()) {
        const auto isNext = [this, &known](const TopicKind &kind) {
            return !known.contains(kind.name) &&
                   std::ranges::all_of((this->*kind.compiled).names(), [&](const auto &name) {
                       return name.path.first() != u"topics" || known.contains(name.path.value(1));
                   });
        };
        const auto next = std::ranges::find_if(topicKinds(), isNext);
        if (next == topicKinds().end()) {
            compile.fail({ErrorCode::InvalidArgument, u"the topics stand for each other in a circle"_s}, u"/topics"_s);
            return;
        }
        if (next->name != u"reply")
            compile.check(this->*next->compiled, u"/topics/"_s + next->name);
        known.append(next->name);
        m_topicOrder.append(next - topicKinds().begin());
    }
}

Result<Topics> CompiledProfile::renderTopics(TemplateScope &scope) const
{
    for (const qsizetype index : m_topicOrder) {
        const TopicKind &kind = topicKinds()[index];
        const Template &text = this->*kind.compiled;
        const bool isPart = kind.name == u"reply" && replyTopicNeedsCommand;
        const auto rendered =
            isPart ? Result<QString>(JsonText::decoded(text.renderNames(scope))) : text.renderName(scope);
        if (!rendered)
            return failure(rendered.error().code, rendered.error().message, u"/topics/"_s + kind.name);
        scope.topics.*kind.text = *rendered;
    }
    return scope.topics;
}

Result<QStringList> CompiledProfile::renderFilters(TemplateScope &scope) const
{
    QStringList rendered;
    for (const Template &filter : filters) {
        const auto text = filter.renderName(scope);
        if (!text)
            return failure(text.error().code, text.error().message, u"/subscriptions/%1/topic"_s.arg(rendered.size()));
        rendered.append(*text);
    }
    return rendered;
}

void CompiledProfile::compileMessages(Compilation &compile)
{
    for (qsizetype i = 0; i < profile.subscriptions.size(); ++i) {
        const Standin::Subscription &subscription = profile.subscriptions[i];
        if (subscription.options.noLocal && subscription.topic.startsWith(u"$share/"))
            compile.fail(
                {ErrorCode::InvalidArgument, u"a shared subscription must not have it (MQTT 5.0 section 3.8.3.1)"_s},
                u"/subscriptions/%1/noLocal"_s.arg(i));
        filters.push_back(compile(subscription.topic, u"/subscriptions/%1/topic"_s.arg(i)));
    }
    compile.place().hasState = true;
    for (qsizetype i = 0; i < profile.telemetry.size(); ++i) {
        const Standin::Telemetry &settings = profile.telemetry[i];
        const QString pointer = u"/telemetry/%1"_s.arg(i);
        telemetry.push_back({.settings = settings,
                             .topic = compile(settings.topic, pointer + u"/topic"_s),
                             .payload = compile(settings.payload, pointer + u"/payload"_s)});
    }
    for (qsizetype i = 0; i < profile.messages.size(); ++i) { // compiled when they are sent, but checked now
        const QString pointer = u"/messages/%1"_s.arg(i);
        (void)compile(profile.messages[i].topic, pointer + u"/topic"_s);
        (void)compile(profile.messages[i].payload, pointer + u"/payload"_s);
    }
    compile.place().hasCommand = true;
    reply = compile(profile.reply, u"/reply"_s);
}

Result<Rules::CompiledRulePtr> CompiledProfile::compileRule(const Rules::Rule &rule, qsizetype place,
                                                            const Rules::CompiledRule::Names &names)
{
    const QString pointer = u"/rules/%1"_s.arg(place);
    Rules::Rule named = rule;
    if (named.id.isEmpty())
        named.id = rule.name.isEmpty() ? u"rule-%1"_s.arg(place + 1) : rule.name;
    if (rule.limits.ttlMs > 0)
        return failure(ErrorCode::InvalidArgument, u"only for rules that are set while the program runs"_s,
                       pointer + u"/limits/ttlMs"_s);
    return Rules::CompiledRule::make(named, names, {}, pointer);
}

void CompiledProfile::compileRules(Compilation &compile)
{
    auto compiled = std::make_shared<Rules::CompiledRules>();
    const Rules::CompiledRule::Names names{.correlationKeys = profile.correlationNames(), .vars = vars};
    QSet<QString> ids;
    for (qsizetype i = 0; i < profile.rules.size(); ++i) {
        const auto made = compileRule(profile.rules[i], i, names);
        if (!made) {
            compile.fail(made.error(), made.error().where);
            continue;
        }
        const QString &id = (*made)->rule.id;
        if (ids.contains(id))
            compile.fail({ErrorCode::RuleExists, u"there is another rule \"%1\""_s.arg(id)}, u"/rules/%1/id"_s.arg(i));
        ids.insert(id);
        compiled->push_back(*made);
    }
    if (!compiled->empty())
        rules = std::move(compiled);
}

Result<std::shared_ptr<const CompiledProfile>> CompiledProfile::make(const Profile &profile)
{
    if (const auto checked = checkConnection(profile.connection); !checked)
        return Failure(checked.error());
    auto compiled = std::make_shared<CompiledProfile>();
    compiled->profile = profile;
    compiled->vars = profile.vars;
    compiled->state = profile.state;
    Compilation compile(profile, compiled->vars);
    if (const auto bound = SecretRecipients::bind(compiled->profile.connection); !bound)
        return Failure(bound.error());
    for (const auto &[place, secret] : secretsOf(compiled->profile.connection)) {
        if (secret->value.isEmpty() && !secret->keychain.isEmpty())
            compiled->keychainKeys.append({secret->keychain, secret->recipient});
    }
    compiled->compileCorrelation(compile);
    compiled->compileClientId(compile);
    compiled->compileTopics(compile);
    compiled->compileConnection(compile);
    compiled->compileMessages(compile);
    compiled->compileRules(compile);
    if (!compile.status)
        return Failure(compile.status.error());
    return compiled;
}

TemplatePlace CompiledProfile::placeOfMessages() const
{
    TemplatePlace place{.hasState = true, .topics = {u"report"_s, u"command"_s}, .vars = vars};
    if (!replyTopicNeedsCommand)
        place.topics.append(u"reply"_s);
    return place;
}

Result<TlsSettings> CompiledProfile::tlsSettings(TemplateScope &scope, const Keychain &keychain) const
{
    const Tls &tls = profile.connection.tls;
    const auto keyPassword =
        resolve(tls.keyPassword, keyPasswordFile, scope, u"/connection/tls/keyPassword/file"_s, keychain);
    if (!keyPassword)
        return Failure(keyPassword.error());
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
                       .keyPassword = *keyPassword,
                       .verifyPeer = tls.verifyPeer,
                       .serverName = tls.serverName,
                       .alpn = tls.alpn,
                       .minimumVersion = tls.minimumVersion};
}

Result<QString> CompiledProfile::password(TemplateScope &scope, const Keychain &keychain) const
{
    return resolve(profile.connection.password, passwordFile, scope, u"/connection/password/file"_s, keychain);
}

Result<QString> CompiledProfile::resolve(const Secret &secret, const Template &file, TemplateScope &scope,
                                         const QString &pointer, const Keychain &keychain) const
{
    if (secret.value.isEmpty() && !secret.keychain.isEmpty())
        return keychain.value({secret.keychain, secret.recipient});
    const auto path = renderedPath(QDir(profile.baseDir), secret.file, file, scope, pointer);
    if (!path)
        return path;
    Secret rendered = secret;
    rendered.file = *path;
    return rendered.resolve(profile.baseDir);
}

Result<LinkTarget> CompiledProfile::linkTarget(TemplateScope &scope, const Keychain &keychain) const
{
    const Connection &connection = profile.connection;
    LinkTarget target{.url = connection.url, .tls = {}, .headers = {}};
    if (LinkUrl::isEncrypted(target.url)) {
        const auto settings = tlsSettings(scope, keychain);
        if (!settings)
            return Failure(settings.error());
        target.tls = *settings;
    }
    for (const Header &header : headers) {
        const auto secret = resolve(header.settings.secret, header.secretFile, scope,
                                    u"/connection/headers/%1/file"_s.arg(header.settings.name), keychain);
        if (!secret)
            return Failure(secret.error());
        const auto value = header.value.render(scope, Template::mostNameBytes);
        if (!value)
            return failure(value.error().code, value.error().message, u"/connection/headers/"_s + header.settings.name);
        target.headers.append(
            {header.settings.name.toUtf8(), header.settings.secret.isSet() ? secret->toUtf8() : *value});
    }
    const auto proxyPassword =
        resolve(connection.proxy.password, proxyPasswordFile, scope, u"/connection/proxy/password/file"_s, keychain);
    if (!proxyPassword)
        return Failure(proxyPassword.error());
    target.proxy = proxyOf(connection.proxy, *proxyPassword);
    return target;
}

} // namespace Standin
