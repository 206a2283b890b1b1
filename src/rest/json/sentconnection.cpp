// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/json/sentconnection.h"

#include "profile/connectionfile.h"
#include "profile/secretrecipients.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<Profile> withSentConnection(Profile base, JsonReader settings, const std::function<void(Connection &)> &more)
{
    const Connection before = base.connection;
    ConnectionFile::read(settings, base.connection, ConnectionFile::Secrets::Sent);
    if (!settings.status())
        return Failure(settings.status().error());
    if (more)
        more(base.connection);
    return SecretRecipients::checkTrust(before, base.connection, settings.pointer()).map([&base] { return base; });
}

} // namespace Standin::Rest
