// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/blueprint.h"

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

Result<> checkConnection(const Connection &connection)
{
    const QString scheme = connection.url.scheme();
    if (scheme != u"mqtt" && scheme != u"tcp")
        return failure(ErrorCode::Unsupported,
                       u"expected a URL that begins with mqtt://, found \"%1\""_s.arg(connection.url.toString()),
                       u"/connection/url"_s);
    if (connection.host().isEmpty())
        return failure(ErrorCode::InvalidArgument, u"the URL names no host"_s, u"/connection/url"_s);
    if (connection.version != u"3.1.1")
        return failure(ErrorCode::Unsupported, u"expected \"3.1.1\", found \"%1\""_s.arg(connection.version),
                       u"/connection/version"_s);
    return {};
}

} // namespace

Result<std::shared_ptr<const Blueprint>> Blueprint::make(const Profile &profile)
{
    if (const auto checked = checkConnection(profile.connection); !checked)
        return Failure(checked.error());

    const QStringList noCommandYet;
    Compilation compileLogin(noCommandYet);
    Compilation compile(profile.correlation);
    auto blueprint = std::make_shared<Blueprint>();
    blueprint->profile = profile;
    blueprint->clientId = compile(profile.clientId, u"/clientId"_s);
    blueprint->username = compileLogin(profile.connection.username, u"/connection/username"_s);
    blueprint->report = compile(profile.topics.report, u"/topics/report"_s);
    blueprint->command = compile(profile.topics.command, u"/topics/command"_s);
    blueprint->replyTopic = compile(profile.topics.reply, u"/topics/reply"_s);
    blueprint->reply = compile(profile.reply, u"/reply"_s);
    for (qsizetype i = 0; i < profile.subscriptions.size(); ++i) {
        const Standin::Subscription &subscription = profile.subscriptions[i];
        blueprint->subscriptions.push_back(
            {compile(subscription.topic, u"/subscriptions/%1/topic"_s.arg(i)), subscription.qos});
    }
    for (qsizetype i = 0; i < profile.telemetry.size(); ++i) {
        const Standin::Telemetry &telemetry = profile.telemetry[i];
        const QString pointer = u"/telemetry/%1"_s.arg(i);
        blueprint->telemetry.push_back({compile(telemetry.topic, pointer + u"/topic"_s),
                                        compile(telemetry.payload, pointer + u"/payload"_s), telemetry.qos,
                                        telemetry.everyMs});
    }
    if (const auto &will = profile.connection.will)
        blueprint->will = {compile(will->topic, u"/connection/will/topic"_s),
                           compile(will->payload, u"/connection/will/payload"_s), will->qos, will->retain};
    for (const Compilation &done : {compileLogin, compile}) {
        if (!done.status)
            return Failure(done.status.error());
    }
    return blueprint;
}

bool Blueprint::connectsLike(const Blueprint &other) const
{
    const Profile &a = profile;
    const Profile &b = other.profile;
    return a.connection == b.connection && a.topics == b.topics && a.subscriptions == b.subscriptions &&
           a.vars == b.vars;
}

} // namespace Standin
