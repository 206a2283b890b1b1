// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/brokeractions.h"

#include "engine/engine.h"
#include "gui/documents/profiledocuments.h"

#include <QCursor>
#include <QGuiApplication>

namespace Standin::Gui {

namespace {

/// Starting a broker takes a moment.
template <typename Action>
auto withWaitCursor(Action action)
{
    QGuiApplication::setOverrideCursor(QCursor(Qt::WaitCursor));
    auto result = action();
    QGuiApplication::restoreOverrideCursor();
    return result;
}

} // namespace

BrokerActions::BrokerActions(Engine &engine, ProfileDocuments &documents, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_documents(documents)
{
    connect(&m_engine.broker(), &Broker::LocalBroker::died, this, [this](const Error &error) {
        emit changed();
        emit failed(error);
    });
}

QUrl BrokerActions::url() const
{
    return m_engine.broker().isRunning() ? m_engine.broker().url() : QUrl();
}

bool BrokerActions::hasSamples() const
{
    return m_engine.hasSamples();
}

void BrokerActions::start()
{
    const auto started = withWaitCursor([this] { return m_engine.startBroker(); });
    emit changed();
    if (!started)
        emit failed(started.error());
}

void BrokerActions::startSamples()
{
    const auto samples = withWaitCursor([this] { return m_engine.startSamples(); });
    emit changed();
    if (!samples) {
        emit failed(samples.error());
        return;
    }
    for (const Engine::Sample &sample : *samples)
        m_documents.adopt(sample.devices, sample.profile);
    emit samplesAdded(samples->first().devices.value(0));
}

void BrokerActions::stop()
{
    m_engine.broker().kill();
    emit changed();
}

} // namespace Standin::Gui
