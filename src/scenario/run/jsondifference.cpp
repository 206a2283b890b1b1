// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/jsondifference.h"

#include "base/json.h"
#include "base/jsonpointer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 64;
constexpr qsizetype longestValue = 120;

QString shown(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"nothing"_s;
    const QString text = QString::fromUtf8(Json::toCompact(value));
    return text.size() <= longestValue ? text : text.left(longestValue) + u'…';
}

struct Search
{
    bool ignoreExtra = false;

    [[nodiscard]] QString between(const QJsonValue &expected, const QJsonValue &found, const QString &pointer,
                                  int depth) const
    {
        if (expected == found)
            return {};
        if (depth < deepest && expected.isObject() && found.isObject())
            return inObjects(expected.toObject(), found.toObject(), pointer, depth + 1);
        if (depth < deepest && expected.isArray() && found.isArray())
            return inArrays(expected.toArray(), found.toArray(), pointer, depth + 1);
        return u"%1: expected %2, found %3"_s.arg(pointer.isEmpty() ? u"/"_s : pointer, shown(expected), shown(found));
    }

private:
    [[nodiscard]] QString inObjects(const QJsonObject &expected, const QJsonObject &found, const QString &pointer,
                                    int depth) const
    {
        for (auto member = expected.begin(); member != expected.end(); ++member) {
            const QString inner = between(member.value(), found.value(member.key()),
                                          pointer + u'/' + JsonPointer::escaped(member.key()), depth);
            if (!inner.isEmpty())
                return inner;
        }
        if (ignoreExtra)
            return {};
        for (auto member = found.begin(); member != found.end(); ++member) {
            if (!expected.contains(member.key()))
                return u"%1/%2: expected nothing, found %3"_s.arg(pointer, JsonPointer::escaped(member.key()),
                                                                  shown(member.value()));
        }
        return {};
    }

    [[nodiscard]] QString inArrays(const QJsonArray &expected, const QJsonArray &found, const QString &pointer,
                                   int depth) const
    {
        for (qsizetype i = 0; i < std::max(expected.size(), found.size()); ++i) {
            const QString inner = between(i < expected.size() ? expected.at(i) : QJsonValue(QJsonValue::Undefined),
                                          i < found.size() ? found.at(i) : QJsonValue(QJsonValue::Undefined),
                                          pointer + u'/' + QString::number(i), depth);
            if (!inner.isEmpty())
                return inner;
        }
        return {};
    }
};

} // namespace

QString firstDifference(const QJsonValue &expected, const QJsonValue &found, bool ignoreExtra)
{
    return Search{ignoreExtra}.between(expected, found, {}, 0);
}

} // namespace Standin::Scenarios
