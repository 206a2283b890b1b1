// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QUrl>

/// Where a broker listens, and the credentials that it accepts.
struct BrokerEndpoints
{
    QString name;
    QUrl tcp;   ///< mqtt://host:port
    QUrl tls;   ///< mqtts://host:port
    QUrl ws;    ///< ws://host:port/path
    QUrl wss;   ///< wss://host:port/path
    QString ca; ///< PEM file of the authority for tls and wss
    QString user;
    QString password;

    /// From a JSON object with these names; all of them are required.
    [[nodiscard]] static Standin::Result<BrokerEndpoints> read(const QString &path);
};
