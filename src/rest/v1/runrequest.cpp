// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/runrequest.h"

#include "base/jsonparts.h"
#include "link/linkurl.h"
#include "rest/v1/requestbody.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <limits>

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using namespace Scenarios;

namespace {

constexpr qsizetype mostNames = 10'000;

} // namespace

Result<RunRequest> RunRequest::from(const QByteArray &body)
{
    return readerOf(body).and_then([](JsonReader reader) {
        RunRequest request;
        request.readScenario(reader);
        reader.read(u"tags"_s, request.m_tags);
        request.readTerms(reader);
        request.readBroker(reader);
        request.readSeed(reader);
        return finish(reader).map([&request] { return request; });
    });
}

void RunRequest::readScenario(JsonReader &reader)
{
    const QString key = u"scenario"_s;
    JsonText value;
    if (!reader.read(key, value))
        return;
    if (value.isObject())
        m_sent = value;
    else if (value.isString())
        m_ids.append(value.toString());
    else if (const JsonParts parts(value); value.isArray() && parts.size() > 0 && parts.size() <= mostNames)
        reader.read(key, m_ids);
    else
        reader.unexpected(key, u"the id of a scenario, an array of them, or a scenario (an object)"_s);
}

void RunRequest::readTerms(JsonReader &reader)
{
    constexpr int most = std::numeric_limits<int>::max();
    constexpr qint64 longest = 24LL * 60 * 60 * 1000;
    std::optional<int> repeat;
    std::optional<qint64> timeout;
    reader.read(u"repeat"_s, repeat, 1, most);
    reader.read(u"untilFailure"_s, m_terms.untilFailure);
    reader.read(u"failFast"_s, m_terms.failFast);
    reader.read(u"shuffle"_s, m_terms.isShuffled);
    reader.read(u"jobs"_s, m_terms.jobs, 1, BatchTerms::mostJobs);
    reader.read(u"timeoutMs"_s, timeout, 1, longest);
    reader.readObject(u"vars"_s, m_terms.vars);
    m_terms.repeat = repeat.value_or(m_terms.untilFailure ? 0 : 1);
    if (timeout)
        m_terms.timeout = std::chrono::milliseconds(*timeout);
    if (!JsonReader(m_terms.vars).keys().isEmpty())
        m_access = Access::NoSecrets;
}

void RunRequest::readBroker(JsonReader &reader)
{
    QString text;
    reader.read(u"broker"_s, text);
    if (text.isEmpty())
        return;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.userInfo().isEmpty())
        reader.fail(u"broker"_s, u"user name and password do not belong into the URL"_s);
    else if (const auto checked = LinkUrl::check(url); !checked)
        reader.fail(u"broker"_s, checked.error().message);
    m_terms.broker = url;
    m_access = Access::NoSecrets;
}

void RunRequest::readSeed(JsonReader &reader)
{
    JsonText value;
    m_terms.seed = QRandomGenerator::system()->generate();
    if (!reader.read(u"seed"_s, value))
        return;
    bool isNumber = false;
    m_terms.seed = (value.isNumber() || value.isString()) ? value.toPlainText().toULongLong(&isNumber) : 0;
    m_terms.hasRepeatableIds = true;
    if (!isNumber)
        reader.unexpected(u"seed"_s, u"a whole number from 0, or a string with one"_s);
}

Result<QString> RunRequest::unknownOne(const ScenarioFolder &folder) const
{
    for (const QString &id : m_ids) {
        const auto path = folder.pathOf(id);
        if (!path && path.error().code == ErrorCode::InvalidArgument)
            return Failure(path.error());
        if (!path || !QFileInfo::exists(*path))
            return id;
    }
    return QString();
}

RunSelection RunRequest::select(const ScenarioFolder &folder) const
{
    if (m_sent.isObject())
        return RunSelection::ofSent(m_sent.text().toByteArray(), folder.path(), m_tags, m_terms.vars);
    QStringList paths;
    for (const QString &id : m_ids.isEmpty() ? folder.ids() : m_ids)
        paths.append(folder.pathOf(id).value_or(QString()));
    return RunSelection::make(paths, m_tags, m_terms.vars, m_access);
}

} // namespace Standin::Rest
