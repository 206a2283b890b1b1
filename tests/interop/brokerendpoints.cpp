// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerendpoints.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Standin;
using namespace Qt::StringLiterals;

Result<BrokerEndpoints> BrokerEndpoints::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto text = [&object](QLatin1String name) { return object.value(name).toString(); };
    const auto url = [&text](QLatin1String name) { return QUrl(text(name)); };
    BrokerEndpoints broker{text("name"_L1), url("tcp"_L1), url("tls"_L1),   url("ws"_L1),
                           url("wss"_L1),   text("ca"_L1), text("user"_L1), text("password"_L1)};
    for (const QUrl &each : {broker.tcp, broker.tls, broker.ws, broker.wss}) {
        if (!each.isValid() || each.port() <= 0)
            return failure(ErrorCode::InvalidArgument, u"tcp, tls, ws and wss must be URLs with a port"_s, path);
    }
    if (broker.name.isEmpty() || broker.ca.isEmpty() || broker.user.isEmpty() || broker.password.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"name, ca, user and password must be there"_s, path);
    return broker;
}
