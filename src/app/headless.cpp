// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"

#include "profile/profilefile.h"
#include "rules/rulebook.h"
#include "rules/rulesfile.h"

#include <QTextStream>

#include <unistd.h>

namespace Standin::App {

using namespace Qt::StringLiterals;

namespace {

void print(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

} // namespace

Headless::Headless(const EngineOptions &engine, const Rest::RestOptions &rest)
    : m_engine(engine)
    , m_rest(m_engine, rest)
{
    tellHistory();
    connect(&m_historyCheck, &QTimer::timeout, this, &Headless::tellHistory);
    if (!m_engine.history().status().path.isEmpty())
        m_historyCheck.start(std::chrono::milliseconds(500));
    connect(&m_engine.broker(), &Broker::LocalBroker::died, this,
            [](const Error &error) { QTextStream(stderr) << error.message << Qt::endl; });
}

Headless::~Headless() = default;

Result<> Headless::startDemo()
{
    return m_engine.startSamples().map([this](const QList<Engine::Sample> &) {
        print(u"local broker: %1"_s.arg(m_engine.broker().url().toString()));
    });
}

Result<> Headless::addProfile(const QString &path)
{
    const auto loaded = ProfileFile::load(path);
    if (!loaded)
        return Failure(loaded.error());
    for (const QString &warning : loaded->warnings)
        QTextStream(stderr) << "warning: " << path << ": " << warning << Qt::endl;
    return m_engine.fleet()
        .addDevices(loaded->profile)
        .map([](const QStringList &) {})
        .map_error([&path](const Error &error) { return error.inFile(path); });
}

Result<> Headless::addRules(const QString &path)
{
    return Rules::RulesFile::load(path).and_then([&](const QList<Rules::Rule> &rules) {
        return m_engine.rules()
            .addInitial(rules)
            .map([](const QList<Rules::Rule> &) {})
            .map_error([&path](Error error) {
                error.where.prepend(u"/rules"_s);
                return error.inFile(path);
            });
    });
}

Result<> Headless::listen()
{
    return m_rest.listen().map([](const QUrl &url) { print(u"listening on %1"_s.arg(url.toString())); });
}

void Headless::connectAll()
{
    m_connecting = std::make_unique<Bulk>(m_engine.fleet(), m_engine.fleet().ids(), Order::Connect());
    connect(m_connecting.get(), &Bulk::finished, this, &Headless::tellReady);
    if (::isatty(STDERR_FILENO))
        connect(m_connecting.get(), &Bulk::progressed, this, [](qsizetype done, qsizetype total) {
            QTextStream(stderr) << "\rconnecting " << done << " of " << total << (done == total ? "\n" : "")
                                << Qt::flush;
        });
    m_connecting->start();
}

/// A history that cannot be written is no reason not to start: /readyz says it, too.
void Headless::tellHistory()
{
    const std::optional<Error> error = m_engine.history().status().error;
    if (error == m_toldError)
        return;
    m_toldError = error;
    if (error)
        QTextStream(stderr) << "warning: the history is not written: " << error->toString() << Qt::endl;
    else
        QTextStream(stderr) << "the history is written again" << Qt::endl;
}

void Headless::tellReady() const
{
    const Bulk::Outcome &outcome = m_connecting->outcome();
    print(u"ready: %1 devices online"_s.arg(outcome.done));
    if (outcome.failed > 0)
        QTextStream(stderr) << outcome.failed
                            << (outcome.failed == 1 ? " device failed: " : " devices failed; the first: ")
                            << outcome.firstFailed << ": " << outcome.firstError->toString() << Qt::endl;
}

} // namespace Standin::App
