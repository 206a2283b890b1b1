// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/delay.h"

#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

/// The 99th percentile of the standard normal distribution.
constexpr double normalP99 = 2.3263478740408408;

/// Box-Muller transform.
double normal(Random &random)
{
    const double radius = std::sqrt(-2 * std::log(random.real(std::numeric_limits<double>::min(), 1)));
    return radius * std::cos(2 * std::numbers::pi * random.real(0, 1));
}

} // namespace

void Delay::read(JsonReader &reader, const QString &key, Delay &target)
{
    if (reader.isObject(key)) {
        reader.readObject(key, [&target](JsonReader &inner) { readDistribution(inner, target); });
        return;
    }
    FixedDelay fixed;
    reader.read(key, fixed.ms, 0, longest);
    target.m_kind = fixed;
}

void Delay::readDistribution(JsonReader &reader, Delay &target)
{
    constexpr double shortest = 0.001;
    QString type;
    reader.readWord(u"type"_s, type, {u"uniform"_s, u"lognormal"_s});
    const auto need = [&reader](const QString &key, double &value, double least) {
        reader.read(key, value, least, longest);
        if (!reader.has(key))
            reader.unexpected(key, u"a number of milliseconds"_s);
    };
    const auto ascend = [&reader](const QString &key, double lower, double upper) {
        if (lower > upper)
            reader.unexpected(key, u"at least %1"_s.arg(lower));
    };
    if (type == u"uniform") {
        UniformDelay uniform;
        need(u"lower"_s, uniform.lower, 0);
        need(u"upper"_s, uniform.upper, 0);
        ascend(u"upper"_s, uniform.lower, uniform.upper);
        target.m_kind = uniform;
    } else if (type == u"lognormal") {
        LogNormalDelay logNormal;
        need(u"median"_s, logNormal.median, shortest);
        need(u"p99"_s, logNormal.p99, shortest);
        ascend(u"p99"_s, logNormal.median, logNormal.p99);
        target.m_kind = logNormal;
    } else if (!reader.has(u"type"_s)) {
        reader.unexpected(u"type"_s, u"\"uniform\" or \"lognormal\""_s);
    }
    reader.refuseUnknownKeys();
}

JsonText Delay::toJson() const
{
    if (const auto *fixed = std::get_if<FixedDelay>(&m_kind))
        return fixed->ms > 0 ? JsonText(QJsonValue(fixed->ms)) : JsonText();
    JsonBuilder object;
    if (const auto *uniform = std::get_if<UniformDelay>(&m_kind))
        object.add(u"type"_s, u"uniform"_s).add(u"lower"_s, uniform->lower).add(u"upper"_s, uniform->upper);
    else if (const auto *logNormal = std::get_if<LogNormalDelay>(&m_kind))
        object.add(u"type"_s, u"lognormal"_s).add(u"median"_s, logNormal->median).add(u"p99"_s, logNormal->p99);
    return object.object();
}

std::chrono::milliseconds Delay::draw(Random &random) const
{
    double ms = 0;
    if (const auto *fixed = std::get_if<FixedDelay>(&m_kind))
        ms = fixed->ms;
    else if (const auto *uniform = std::get_if<UniformDelay>(&m_kind))
        ms = random.real(uniform->lower, uniform->upper);
    else if (const auto *logNormal = std::get_if<LogNormalDelay>(&m_kind))
        ms = logNormal->median * std::exp(std::log(logNormal->p99 / logNormal->median) / normalP99 * normal(random));
    return std::chrono::milliseconds(std::llround(std::clamp(ms, 0.0, longest)));
}

} // namespace Standin::Rules
