// SPDX-License-Identifier: GPL-3.0-or-later
// standin-interop BROKER.json [CHECK]: runs the checks of our client with this broker; prints one JSON object per line.
// The exit code says only whether the checks could be made.
#include "brokerendpoints.h"
#include "check.h"
#include "scene.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>

using namespace Qt::StringLiterals;

namespace {

constexpr int usageError = 4;

struct Version
{
    QMqttClient::ProtocolVersion number;
    QLatin1String name;
};
constexpr Version versions[] = {
    {QMqttClient::MQTT_3_1, "3.1"_L1}, {QMqttClient::MQTT_3_1_1, "3.1.1"_L1}, {QMqttClient::MQTT_5_0, "5.0"_L1}};

QLatin1String nameOf(Scene::Verdict verdict)
{
    switch (verdict) {
    case Scene::Verdict::Yes:
        return "yes"_L1;
    case Scene::Verdict::No:
        return "no"_L1;
    case Scene::Verdict::NotOffered:
        return "not offered"_L1;
    }
    return {};
}

void run(const BrokerEndpoints &broker, const Version &version, QLatin1String group, const Check &check)
{
    Scene scene(broker, version.number);
    check.run(scene);
    const QJsonObject line{{u"broker"_s, broker.name},
                           {u"version"_s, version.name},
                           {u"group"_s, group},
                           {u"check"_s, check.name},
                           {u"verdict"_s, nameOf(scene.verdict())},
                           {u"reason"_s, scene.reason()}};
    std::cout << QJsonDocument(line).toJson(QJsonDocument::Compact).toStdString() << std::endl;
}

bool offers(const BrokerEndpoints &broker, const Version &version)
{
    Scene scene(broker, version.number);
    scene.peer().connect();
    return scene.verdict() == Scene::Verdict::Yes;
}

/// Of one broker in one version: all checks, or those of one name.
void runAll(const BrokerEndpoints &broker, const Version &version, const QString &only)
{
    const auto runGroup = [&](QLatin1String name, std::span<const Check> checks) {
        for (const Check &check : checks) {
            if (only.isEmpty() || only == check.name)
                run(broker, version, name, check);
        }
    };
    if (!offers(broker, version))
        return runGroup("basic"_L1, basicChecks().first(1)); // only connect can be tested
    runGroup("basic"_L1, basicChecks());
    runGroup("transport"_L1, transportChecks());
    if (version.number != QMqttClient::MQTT_5_0)
        return;
    for (const auto &checks :
         {messagePropertyChecks(), subscriptionPropertyChecks(), sessionPropertyChecks(), willPropertyChecks()})
        runGroup("property"_L1, checks);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2 || arguments.size() > 3) {
        std::cerr << "usage: standin-interop BROKER.json [CHECK]\n";
        return usageError;
    }
    const auto broker = BrokerEndpoints::read(arguments.at(1));
    if (!broker) {
        std::cerr << "standin-interop: " << broker.error().toString().toStdString() << '\n';
        return usageError;
    }
    for (const Version &version : versions)
        runAll(*broker, version, arguments.value(2));
    return 0;
}
