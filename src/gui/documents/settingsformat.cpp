// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/settingsformat.h"

#include "base/json.h"

#include <QFileDevice>
#include <QJsonDocument>
#include <QJsonObject>

namespace Standin::Gui {

namespace {

bool read(QIODevice &device, QSettings::SettingsMap &settings)
{
    constexpr qint64 maxBytes = 1024 * 1024;
    const auto value = Json::parse(device.read(maxBytes));
    if (!value || !value->isObject())
        return false;
    settings = value->toObject().toVariantMap();
    return true;
}

bool write(QIODevice &device, const QSettings::SettingsMap &settings)
{
    const QByteArray text = QJsonDocument(QJsonObject::fromVariantMap(settings)).toJson();
    // QSettings does not check whether the buffered bytes can be written.
    auto *file = qobject_cast<QFileDevice *>(&device);
    return device.write(text) == text.size() && (!file || file->flush());
}

} // namespace

QSettings::Format settingsFormat()
{
    static const QSettings::Format format = QSettings::registerFormat(QStringLiteral("json"), read, write);
    return format;
}

} // namespace Standin::Gui
