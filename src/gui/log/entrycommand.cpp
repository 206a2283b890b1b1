// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entrycommand.h"

#include "base/jsontext.h"
#include "base/shellword.h"
#include "fleet/order.h"
#include "link/linkurl.h"
#include "models/payloadpreview.h"
#include "template/template.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// Each byte as an octal number, for printf.
QString octal(const QByteArray &bytes)
{
    QString text;
    text.reserve(bytes.size() * 4);
    for (const char byte : bytes)
        text += u"\\%1"_s.arg(static_cast<uchar>(byte), 3, 8, QChar(u'0'));
    return text;
}

/// As a template it would have other values.
QByteArray asLiteral(QByteArray text)
{
    return text.replace("${", "$${");
}

} // namespace

QString EntryCommand::mosquittoPub(const Entry &entry, const QUrl &broker)
{
    const bool isReachable = !broker.host().isEmpty() && !LinkUrl::isWebSocket(broker);
    if (!entry.isMessage() || entry.payload.size() > mostBytes || !isReachable)
        return {};
    QStringList words{u"mosquitto_pub"_s, u"-h"_s, shellQuoted(broker.host()), u"-p"_s,
                      QString::number(LinkUrl::port(broker))};
    if (LinkUrl::isEncrypted(broker))
        words.append(u"--tls-use-os-certs"_s);
    words += {u"-t"_s, shellQuoted(entry.topic), u"-q"_s, QString::number(entry.qos)};
    if (entry.retain)
        words.append(u"-r"_s);
    const bool isText = Models::isText(entry.payload);
    if (entry.payload.isEmpty())
        words.append(u"-n"_s);
    else if (isText)
        words += {u"-m"_s, shellQuoted(JsonText::decoded(entry.payload))};
    else
        words.append(u"-s"_s);
    const QString command = words.join(u' ');
    return isText ? command : u"printf '%1' | %2"_s.arg(octal(entry.payload), command);
}

QString EntryCommand::curl(const Entry &entry, const QUrl &rest)
{
    if (entry.event != EntryEvent::MessageSent || entry.payload.size() > mostBytes || rest.isEmpty())
        return {};
    const Order order(
        Order::Publish{{Template::escaped(entry.topic), asLiteral(entry.payload), entry.qos, entry.retain}});
    const QString path =
        u"/api/v1/devices/"_s + QString::fromLatin1(QUrl::toPercentEncoding(entry.device)) + u":publish"_s;
    return u"curl %1 -d %2"_s.arg(shellQuoted(rest.toString(QUrl::StripTrailingSlash) + path),
                                  shellQuoted(QString::fromUtf8(order.toJson().value(u"publish").text())));
}

} // namespace Standin::Gui
