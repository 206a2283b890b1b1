// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QHash>
#include <QList>

#include <chrono>
#include <memory>
#include <mutex>

namespace Standin {

/// The keychain of the desktop (Secret Service or KWallet, by QtKeychain): the secrets that it holds for Standin, each
/// for one address. It is asked in a thread of its own, never the caller's. Without QtKeychain in the build, or without
/// such a service in the session, every answer is KeychainFailed. Thread-safe.
class Keychain
{
public:
    /// A profile names the secret; it belongs to the address (SecretRecipients), so that a profile cannot have it sent
    /// to another one.
    struct Key
    {
        QString name;
        QString address;

        /// As it stands in the keychain, as the user of the service "standin": "NAME for mqtt://host:port".
        [[nodiscard]] QString user() const;
    };

    /// So long an answer may take; the user may be asked for the password of the keychain meanwhile.
    static constexpr std::chrono::seconds patience{60};

    /// Whether the build has QtKeychain.
    [[nodiscard]] static bool isBuiltIn();

    Keychain();
    ~Keychain();
    Q_DISABLE_COPY_MOVE(Keychain)

    /// Whether value() is known for all of them. Starts to read those that are not, or that failed a while ago; ask
    /// again later. Never blocks.
    [[nodiscard]] bool hasRead(const QList<Key> &keys);
    /// What was read; KeychainFailed with the reason otherwise.
    [[nodiscard]] Result<QString> value(const Key &key) const;
    /// It was of no use: to be read anew when it is wanted next.
    void forget(const Key &key);
    /// The secret, in place of one that stood there.
    [[nodiscard]] QFuture<Result<>> write(const Key &key, const QString &value);

private:
    struct Cache;

    /// Shared with the answers that are still to come.
    const std::shared_ptr<Cache> m_cache;
};

} // namespace Standin
