// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace Standin::Rest::References {

/// "Device" of {"$ref": "#/components/schemas/Device"}; empty when it is no reference.
[[nodiscard]] inline QString nameIn(const QJsonObject &object)
{
    return object.value(QLatin1StringView("$ref")).toString().section(u'/', -1);
}

/// The object, or the component of this kind ("schemas", "parameters", …) that it refers to.
[[nodiscard]] inline QJsonObject resolved(const QJsonObject &document, QStringView kind, const QJsonObject &object)
{
    const QString name = nameIn(object);
    return name.isEmpty() ? object
                          : document.value(QLatin1StringView("components"))
                                .toObject()
                                .value(kind)
                                .toObject()
                                .value(name)
                                .toObject();
}

} // namespace Standin::Rest::References
