// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sampleprofiles.h"

#include "profile/profilefile.h"

/// Qt requires this macro outside of namespaces. Without it the linker omits the resource of a static library.
static void initialiseExamples()
{
    Q_INIT_RESOURCE(examples);
}

namespace Standin {

Result<QList<Profile>> sampleProfiles(const QUrl &broker)
{
    initialiseExamples();
    QList<Profile> profiles;
    for (const QString &path :
         {QStringLiteral(":/examples/thermostat.json"), QStringLiteral(":/examples/gateway.json")}) {
        auto loaded = ProfileFile::load(path);
        if (!loaded)
            return Failure(loaded.error());
        loaded->profile.connection.url = broker;
        profiles.append(loaded->profile);
    }
    return profiles;
}

} // namespace Standin
