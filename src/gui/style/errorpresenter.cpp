// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/errorpresenter.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

/// The one place where an error code gets its words: no default, so that the compiler asks for those of a new code.
ErrorPresenter::Phrase ErrorPresenter::phraseOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return {tr("A value is not valid"), tr("Correct it and try again.")};
    case ErrorCode::MalformedJson:
        return {tr("This is not valid JSON"), tr("Correct the text at the place named.")};
    case ErrorCode::UnknownDevice:
        return {tr("There is no such device"), tr("It may have been removed, here or over REST.")};
    case ErrorCode::UnknownProfile:
        return {tr("There is no such profile"), tr("Open the profile file first.")};
    case ErrorCode::DeviceExists:
        return {tr("A device with this client ID already exists"),
                tr("Choose another client ID, or remove that device.")};
    case ErrorCode::NotOnline:
        return {tr("The device is not online"), tr("Connect it first.")};
    case ErrorCode::AlreadyPending:
        return {tr("This is already under way"), tr("Wait until it is done.")};
    case ErrorCode::HostNotFound:
        return {tr("The broker's name could not be found"), tr("Check the host in the broker URL.")};
    case ErrorCode::ConnectionRefused:
        return {tr("No program listens at the broker's address"), tr("Check host and port, and that the broker runs.")};
    case ErrorCode::NetworkUnreachable:
        return {tr("The broker's network cannot be reached"), tr("Check the network, a VPN perhaps, and the address.")};
    case ErrorCode::TlsFailed:
        return {tr("No secure connection to the broker"), tr("Check the certificates in the profile.")};
    case ErrorCode::ConnectTimeout:
        return {tr("The broker did not answer in time"),
                tr("Check that the port is one for MQTT, or allow more time in the profile.")};
    case ErrorCode::ConnectionLost:
        return {tr("The connection was lost"),
                tr("The broker or the network closed it; the broker's log may say why.")};
    case ErrorCode::KeepAliveTimeout:
        return {tr("The broker stopped answering"), tr("No answer came within the keep-alive time.")};
    case ErrorCode::TakenOver:
        return {tr("Another client took over this client ID"),
                tr("Every client ID may be connected once only: look for the other client.")};
    case ErrorCode::BrokerRefused:
        return {tr("The broker refused the connection"), tr("Check user, password and client ID in the profile.")};
    case ErrorCode::SubscribeRefused:
        return {tr("The broker refused a subscription"),
                tr("Check the topics in the profile and the broker's access rules.")};
    case ErrorCode::PublishRefused:
        return {tr("The broker refused the message"), tr("Check the topic and the broker's access rules.")};
    case ErrorCode::PublishTimeout:
        return {tr("The broker did not acknowledge the message in time"), tr("It may or may not have arrived.")};
    case ErrorCode::ProtocolViolation:
        return {tr("The broker violated the MQTT protocol"), tr("The log holds the details.")};
    case ErrorCode::TooLarge:
        return {tr("It is too large"), tr("Use a smaller one.")};
    case ErrorCode::LimitReached:
        return {tr("A limit is reached"), tr("Finish or remove something first.")};
    case ErrorCode::Unsupported:
        return {tr("This is not supported"), {}};
    case ErrorCode::FileNotReadable:
        return {tr("The file could not be read"), tr("Check that it exists and that you may read it.")};
    case ErrorCode::FileNotWritable:
        return {tr("The file could not be written"), tr("Check the folder, your rights and the free space.")};
    case ErrorCode::UnsupportedFormat:
        return {tr("The file has a format that this version does not know"),
                tr("A newer version of Standin may open it.")};
    case ErrorCode::ProcessFailed:
        return {tr("A program could not be run"), {}};
    case ErrorCode::Cancelled:
        return {tr("It was cancelled"), {}};
    case ErrorCode::Internal:
        return {tr("An internal error of Standin"), tr("Please report this, with the log.")};
    }
    Q_UNREACHABLE();
}

/// What the engine's text adds to the phrase: where both say the same, only the place is left.
QString ErrorPresenter::detailOf(const Error &error)
{
    if (error.code == ErrorCode::HostNotFound || error.code == ErrorCode::NotOnline)
        return error.where;
    Error added = error;
    for (const QString &repeated : {u"not valid JSON: "_s, u"refused: "_s, u"the broker refused to subscribe to "_s,
                                    u"the broker did not acknowledge "_s})
        added.message.remove(repeated);
    if (added.message.contains(added.where))
        added.where.clear();
    return added.toString();
}

QString ErrorPresenter::what(const Error &error)
{
    QStringList details;
    if (const QString detail = detailOf(error); !detail.isEmpty())
        details.append(detail);
    if (error.reasonCode) {
        const QString code = u"0x%1"_s.arg(*error.reasonCode, 2, 16, QChar(u'0'));
        if (!error.message.contains(code))
            details.append(tr("reason code %1").arg(code));
    }
    const QString what = phraseOf(error.code).what;
    return details.isEmpty() ? what : tr("%1: %2", "what happened: details").arg(what, details.join(u", "_s));
}

QString ErrorPresenter::advice(const Error &error)
{
    return phraseOf(error.code).advice;
}

QString ErrorPresenter::text(const Error &error)
{
    const QString hint = advice(error);
    return hint.isEmpty() ? tr("%1.").arg(what(error))
                          : tr("%1. %2", "what happened, what to do").arg(what(error), hint);
}

} // namespace Standin::Gui
