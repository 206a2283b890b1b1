// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

namespace Standin {

QStringList Profile::correlationNames() const
{
    QStringList found;
    for (const CorrelationKey &key : correlation)
        found.append(key.name);
    found.removeDuplicates();
    return found;
}

QByteArray Profile::defaultReply(const QStringList &correlationNames)
{
    return correlationNames.contains(QStringLiteral("requestTime"))
               ? R"({"code":0,"requestTime":"${requestTime}","result":{}})"
               : R"({"code":0,"result":{}})";
}

bool Profile::connectsLike(const Profile &other) const
{
    return connection == other.connection && topics == other.topics && subscriptions == other.subscriptions &&
           qos.command == other.qos.command && commandOptions == other.commandOptions && vars == other.vars &&
           baseDir == other.baseDir;
}

} // namespace Standin
