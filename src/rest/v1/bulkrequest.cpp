// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/bulkrequest.h"

#include "base/jsonbuilder.h"
#include "fleet/fleet.h"
#include "match/glob.h"
#include "rest/v1/requestbody.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

Result<BulkRequest> BulkRequest::parse(const QString &orderName, const QByteArray &body)
{
    auto reader = readerOf(body);
    if (!reader)
        return Failure(reader.error());
    const QString key = u"devices"_s;
    QString glob;
    QStringList ids;
    JsonText value;
    reader->read(key, value);
    if (value.isArray())
        reader->read(key, ids);
    else if (glob = value.toString(); glob.isEmpty())
        reader->unexpected(key, u"a pattern such as \"gw-*\", or a list of client ids"_s);
    if (!reader->status())
        return Failure(reader->status().error());

    JsonBuilder arguments;
    for (const QString &name : reader->keys()) {
        JsonText argument;
        if (name != key && reader->read(name, argument))
            arguments.add(name, argument);
    }
    ids.removeDuplicates();
    return Order::fromArguments(orderName, arguments.object()).map([&](const Order &order) {
        return BulkRequest{glob, ids, order};
    });
}

Result<QStringList> BulkRequest::devicesOf(const Fleet &fleet) const
{
    if (glob.isEmpty())
        return ids;
    QStringList found = fleet.ids();
    found.removeIf([this](const QString &id) { return !Match::matchesGlob(glob, id); });
    if (found.isEmpty())
        return failure(ErrorCode::UnknownDevice, u"no device matches \"%1\""_s.arg(glob), u"/devices"_s);
    return found;
}

} // namespace Standin::Rest
