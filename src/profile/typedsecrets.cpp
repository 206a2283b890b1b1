// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/typedsecrets.h"

namespace Standin {

Profile withoutTypedSecrets(Profile profile)
{
    Connection &connection = profile.connection;
    connection.password.value.clear();
    connection.tls.keyPassword.value.clear();
    connection.proxy.password.value.clear();
    for (HttpHeader &header : connection.headers)
        header.secret.value.clear();
    return profile;
}

} // namespace Standin
