// SPDX-License-Identifier: GPL-3.0-or-later
// standin-interop BROKER.json: what our client can do with this broker, one JSON object a line. The exit code says only
// whether the checks could be made.
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

Scene::Verdict run(const BrokerEndpoints &broker, const Version &version, QLatin1String group, const Check &check)
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
    return scene.verdict();
}

void runAll(const BrokerEndpoints &broker, const Version &version)
{
    const auto connectCheck = basicChecks().front();
    if (run(broker, version, "basic"_L1, connectCheck) != Scene::Verdict::Yes)
        return; // nothing else can be tried
    for (const Check &check : basicChecks().subspan(1))
        run(broker, version, "basic"_L1, check);
    for (const Check &check : transportChecks())
        run(broker, version, "transport"_L1, check);
    if (version.number != QMqttClient::MQTT_5_0)
        return;
    for (const auto &group : {messagePropertyChecks(), subscriptionPropertyChecks(), sessionPropertyChecks()}) {
        for (const Check &check : group)
            run(broker, version, "property"_L1, check);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    if (app.arguments().size() != 2) {
        std::cerr << "usage: standin-interop BROKER.json\n";
        return usageError;
    }
    const auto broker = BrokerEndpoints::read(app.arguments().at(1));
    if (!broker) {
        std::cerr << "standin-interop: " << broker.error().toString().toStdString() << '\n';
        return usageError;
    }
    for (const Version &version : versions)
        runAll(*broker, version);
    return 0;
}
