// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/serverreferencepolicy.h"

#include <array>

namespace Standin {

namespace {

constexpr std::array policyNames = {QStringView(u"stop"), QStringView(u"follow"),
                                    QStringView(u"follow-with-credentials")};

} // namespace

QString toString(ServerReferencePolicy policy)
{
    return policyNames.at(static_cast<size_t>(policy)).toString();
}

std::optional<ServerReferencePolicy> serverReferencePolicyFromString(QStringView name)
{
    for (size_t i = 0; i < policyNames.size(); ++i) {
        if (policyNames[i] == name)
            return static_cast<ServerReferencePolicy>(i);
    }
    return std::nullopt;
}

QStringList serverReferencePolicyNames()
{
    QStringList names;
    for (const QStringView name : policyNames)
        names.append(name.toString());
    return names;
}

} // namespace Standin
