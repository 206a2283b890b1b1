// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/message.h"
#include "scenario/file/expectation.h"

#include <variant>

namespace Standin::Scenarios {

/// A step of a probe: an MQTT client that stands for the back end or an onlooker. Its connection is in `probes` of the
/// scenario (Probe). It is online from the first step of a run on, and is subscribed to the topics that its
/// expectations name; a topic with values that are captured later has "+" in their place.

/// {"probe": {"publish": {"topic": "${topics.command}", "payload": {…}, "qos": 1, "properties": {"responseTopic": …}}}}
struct ProbePublish
{
    QString topic = {};
    QByteArray payload = {};
    quint8 qos = 1;
    bool retain = false;
    Match::NamedTexts properties = {}; ///< MQTT 5; as in the journal: "contentType", "responseTopic",
                                       ///< "correlationData", others are user properties
};

/// {"probe": {"subscribe": "state/#"}}: a new subscription, so the broker sends what it has retained. Also an array.
struct ProbeSubscribe
{
    QStringList topics = {};
    quint8 qos = 1;
};

/// {"probe": {"expect": {…}}}, with the keys of `expect` but device, kind and event.
struct ProbeExpect
{
    PatternTemplate pattern = {};
    Amount amount = {};
    int withinMs = Expect::usualWithinMs;
    int forMs = Expect::usualForMs;
    Since since = {};
    QList<Capture> captures = {};
};

/// {"probe": {"expectNone": {…}}}.
struct ProbeExpectNone
{
    PatternTemplate pattern = {};
    int forMs = ExpectNone::usualForMs;
    Since since = {};
};

struct ProbeStep
{
    QString probe = {}; ///< `name`: a key of `probes`; empty: the one without settings
    std::variant<ProbePublish, ProbeSubscribe, ProbeExpect, ProbeExpectNone> does = {};
};

} // namespace Standin::Scenarios
