// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlation.h"

#include "base/json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace Standin::Match {

namespace {

bool isValue(const QJsonValue &value)
{
    return value.isDouble() || value.isString() || value.isBool();
}

/// The containers of one level in, those of the next level out.
QList<QJsonValue> childrenOf(const QList<QJsonValue> &containers)
{
    QList<QJsonValue> children;
    for (const QJsonValue &container : containers) {
        const auto add = [&children](const QJsonValue &value) {
            if (value.isObject() || value.isArray())
                children.append(value);
        };
        const QJsonObject object = container.toObject();
        std::for_each(object.begin(), object.end(), add);
        const QJsonArray array = container.toArray();
        std::for_each(array.begin(), array.end(), add);
    }
    return children;
}

} // namespace

QList<CorrelationValue> findCorrelation(const Message &message, const QStringList &keys)
{
    if (keys.isEmpty())
        return {};
    QList<CorrelationValue> found;
    QStringList missing = keys;
    QList<QJsonValue> level = {message.json()};
    for (; !level.isEmpty() && !missing.isEmpty(); level = childrenOf(level)) {
        for (const QJsonValue &container : std::as_const(level)) {
            const QJsonObject object = container.toObject();
            missing.removeIf([&](const QString &key) {
                const QJsonValue value = object.value(key);
                if (!isValue(value))
                    return false;
                found.append({key, value});
                return true;
            });
        }
        if (missing.isEmpty())
            break;
    }
    return found;
}

Correlation toPlainText(const QList<CorrelationValue> &values)
{
    Correlation plain;
    for (const CorrelationValue &found : values)
        plain.append({found.key, Json::toPlainText(found.value)});
    return plain;
}

} // namespace Standin::Match
