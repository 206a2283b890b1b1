// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/peername.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace Standin {

namespace {

QString normalized(const QString &name)
{
    const QString ascii = QString::fromLatin1(QUrl::toAce(name)).toLower();
    const QString lower = ascii.isEmpty() ? name.toLower() : ascii; // toAce() wants no "*" and no address
    return lower.endsWith(u'.') ? lower.chopped(1) : lower;
}

bool matchesName(const QString &pattern, const QString &host)
{
    if (!pattern.startsWith(u"*."))
        return normalized(pattern) == host;
    const QString domain = normalized(pattern.sliced(2));
    const qsizetype dot = host.indexOf(u'.');
    return domain.contains(u'.') && dot > 0 && QStringView(host).sliced(dot + 1) == domain;
}

} // namespace

bool PeerName::matches(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    const QHostAddress address(host);
    if (!address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.begin(), addresses.end(), [&address](const QString &candidate) {
            return QHostAddress(candidate).isEqual(address, QHostAddress::StrictConversion);
        });
    }
    const QStringList patterns = names.values(QSsl::DnsEntry);
    return std::any_of(patterns.begin(), patterns.end(),
                       [name = normalized(host)](const QString &pattern) { return matchesName(pattern, name); });
}

} // namespace Standin
