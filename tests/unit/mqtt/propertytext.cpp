// SPDX-License-Identifier: GPL-3.0-or-later
#include "propertytext.h"

#include <QStringList>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

QString valueOf(const Property &property)
{
    switch (definitionOf(property.id).value_or(PropertyDefinition()).type) {
    case PropertyType::StringPair:
        return QString::fromUtf8(property.name) + u':' + QString::fromUtf8(property.text);
    case PropertyType::String:
    case PropertyType::BinaryData:
        return QString::fromUtf8(property.text);
    default:
        return QString::number(property.number);
    }
}

} // namespace

QString toText(const Properties &properties)
{
    QStringList parts;
    for (const Property &property : properties)
        parts += u"%1=%2"_s.arg(quint8(property.id), 2, 16, QLatin1Char('0')).arg(valueOf(property));
    return parts.join(u", "_s);
}

QString suffix(quint8 code, const Properties &properties)
{
    QStringList parts;
    if (code != 0)
        parts += u"0x%1"_s.arg(code, 2, 16, QLatin1Char('0'));
    if (!properties.isEmpty())
        parts += toText(properties);
    return parts.isEmpty() ? QString() : u" (%1)"_s.arg(parts.join(u", "_s));
}
