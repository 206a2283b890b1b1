// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/errorpresenter.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

// Two tables, one line for each code. They have no default, so the compiler reports a missing code.
// clang-format off
QString ErrorPresenter::phrase(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:    return tr("A value is not valid");
    case ErrorCode::MalformedJson:      return tr("This is not valid JSON");
    case ErrorCode::UnknownDevice:      return tr("There is no such device");
    case ErrorCode::UnknownProfile:     return tr("There is no such profile");
    case ErrorCode::UnknownRule:        return tr("There is no such rule");
    case ErrorCode::RuleExists:         return tr("A rule with this ID already exists");
    case ErrorCode::ScriptFailed:       return tr("An expression or script failed");
    case ErrorCode::DeviceExists:       return tr("A device with this client ID already exists");
    case ErrorCode::NotOnline:          return tr("The device is not online");
    case ErrorCode::HostNotFound:       return tr("The broker's name could not be found");
    case ErrorCode::ConnectionRefused:  return tr("No program listens at the broker's address");
    case ErrorCode::NetworkUnreachable: return tr("The broker's network cannot be reached");
    case ErrorCode::TlsFailed:          return tr("No secure connection to the broker");
    case ErrorCode::ConnectTimeout:     return tr("The broker did not answer in time");
    case ErrorCode::ConnectionLost:     return tr("The connection was lost");
    case ErrorCode::KeepAliveTimeout:   return tr("The broker stopped answering");
    case ErrorCode::TakenOver:          return tr("Another client took over this client ID");
    case ErrorCode::BrokerRefused:      return tr("The broker refused the connection");
    case ErrorCode::SubscribeRefused:   return tr("The broker refused a subscription");
    case ErrorCode::PublishRefused:     return tr("The broker refused the message");
    case ErrorCode::PublishTimeout:     return tr("The message could not be sent in time");
    case ErrorCode::DeliveryUnknown:    return tr("The broker did not acknowledge the message in time");
    case ErrorCode::ProtocolViolation:  return tr("The broker violated the MQTT protocol");
    case ErrorCode::TooLarge:           return tr("It is too large");
    case ErrorCode::LimitReached:       return tr("A limit is reached");
    case ErrorCode::Unsupported:        return tr("This is not supported");
    case ErrorCode::FileNotReadable:    return tr("The file could not be read");
    case ErrorCode::FileNotWritable:    return tr("The file could not be written");
    case ErrorCode::KeychainFailed:     return tr("The keychain gives no password");
    case ErrorCode::UnsupportedFormat:  return tr("The file has a format that this version does not know");
    case ErrorCode::FileInUse:          return tr("Another program writes to the file");
    case ErrorCode::FileDamaged:        return tr("The file is damaged");
    case ErrorCode::ProcessFailed:      return tr("A program could not be run");
    case ErrorCode::ProfileInUse:       return tr("Devices use this profile");
    case ErrorCode::PreconditionFailed: return tr("It was changed meanwhile");
    case ErrorCode::Cancelled:          return tr("It was cancelled");
    case ErrorCode::Internal:           return tr("An internal error of Standin");
    }
    Q_UNREACHABLE();
}

QString ErrorPresenter::advice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:    return tr("Correct it and try again.");
    case ErrorCode::MalformedJson:      return tr("Correct the text at this place.");
    case ErrorCode::UnknownDevice:      return tr("It may have been removed, here or over REST.");
    case ErrorCode::UnknownProfile:     return tr("Open the profile file first.");
    case ErrorCode::UnknownRule:        return tr("It may have been removed, here or over REST.");
    case ErrorCode::RuleExists:         return tr("Choose another ID.");
    case ErrorCode::ScriptFailed:       return tr("Correct it in the rule or the payload; the text above names the place.");
    case ErrorCode::DeviceExists:       return tr("Choose another client ID, or remove that device.");
    case ErrorCode::NotOnline:          return tr("Connect it first.");
    case ErrorCode::HostNotFound:       return tr("Check the host in the broker URL.");
    case ErrorCode::ConnectionRefused:  return tr("Check host and port, and that the broker runs.");
    case ErrorCode::NetworkUnreachable: return tr("Check the network (also a VPN) and the address.");
    case ErrorCode::TlsFailed:          return tr("Check the certificates in the profile.");
    case ErrorCode::ConnectTimeout:     return tr("Check that it is an MQTT port, or allow more time in the profile.");
    case ErrorCode::ConnectionLost:     return tr("The broker or the network closed it; the broker's log may say why.");
    case ErrorCode::KeepAliveTimeout:   return tr("No answer came within the keep-alive time.");
    case ErrorCode::TakenOver:          return tr("A client ID can be connected only once: look for the other client.");
    case ErrorCode::BrokerRefused:      return tr("Check user, password and client ID in the profile.");
    case ErrorCode::SubscribeRefused:   return tr("Check the topics in the profile and the broker's access rules.");
    case ErrorCode::PublishRefused:     return tr("Check the topic and the broker's access rules.");
    case ErrorCode::PublishTimeout:     return tr("It will not be sent: the broker does not acknowledge messages.");
    case ErrorCode::DeliveryUnknown:    return tr("It may or may not have arrived.");
    case ErrorCode::ProtocolViolation:  return tr("The log has the details.");
    case ErrorCode::TooLarge:           return tr("Use a smaller one.");
    case ErrorCode::LimitReached:       return tr("Finish or remove something first.");
    case ErrorCode::FileNotReadable:    return tr("Check that it exists and that you may read it.");
    case ErrorCode::FileNotWritable:    return tr("Check the folder, your rights and the free space.");
    case ErrorCode::KeychainFailed:     return tr("Check that it runs and is unlocked, or choose another way on Profile.");
    case ErrorCode::UnsupportedFormat:  return tr("A newer version of Standin may open it.");
    case ErrorCode::FileInUse:          return tr("Close the other program, or choose another file.");
    case ErrorCode::FileDamaged:        return tr("Move it away, or choose another file; nothing in it was changed.");
    case ErrorCode::Internal:           return tr("Please report this, with the log.");
    case ErrorCode::ProfileInUse:       return tr("Remove the devices first.");
    case ErrorCode::PreconditionFailed: return tr("Look at it as it is now, then repeat the change.");
    case ErrorCode::Unsupported:
    case ErrorCode::ProcessFailed:
    case ErrorCode::Cancelled:          return {};
    }
    Q_UNREACHABLE();
}
// clang-format on

QString ErrorPresenter::facts(const Error &error)
{
    QStringList said{error.where, error.detail.value_or(error.message)};
    said.removeAll(QString());
    QStringList facts{said.join(u": "_s)};
    if (error.reasonCode && !error.detail)
        facts.append(tr("reason code %1").arg(u"0x%1"_s.arg(*error.reasonCode, 2, 16, QChar(u'0'))));
    facts.removeAll(QString());
    return facts.join(u", "_s);
}

QString ErrorPresenter::what(const Error &error)
{
    const QString known = facts(error);
    return known.isEmpty() ? phrase(error.code) : tr("%1: %2", "what happened: details").arg(phrase(error.code), known);
}

QString ErrorPresenter::text(const Error &error)
{
    const QString hint = advice(error.code);
    return hint.isEmpty() ? tr("%1.").arg(what(error))
                          : tr("%1. %2", "what happened, what to do").arg(what(error), hint);
}

} // namespace Standin::Gui
