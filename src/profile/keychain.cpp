// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/keychain.h"

#include "profile/keychainthread.h"

#include <QPromise>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds keepFailures{2}; // all devices of a wave get the same answer

} // namespace

struct Keychain::Cache
{
    struct Value
    {
        std::optional<Result<QString>> result; ///< nullopt: it is being read
        SteadyClock::time_point at;

        [[nodiscard]] bool isStale() const { return result && !*result && SteadyClock::now() - at > keepFailures; }
    };

    void set(const QString &user, const Result<QString> &result)
    {
        const std::lock_guard lock(mutex);
        values[user] = {result, SteadyClock::now()};
    }

    std::mutex mutex;
    QHash<QString, Value> values; ///< by Key::user(); guarded by mutex
};

QString Keychain::Key::user() const
{
    return u"%1 for %2"_s.arg(name, address);
}

bool Keychain::isBuiltIn()
{
    return KeychainThread::isBuiltIn();
}

Keychain::Keychain()
    : m_cache(std::make_shared<Cache>())
{}

Keychain::~Keychain() = default;

bool Keychain::hasRead(const QList<Key> &keys)
{
    if (keys.isEmpty())
        return true;
    QStringList wanted;
    bool isComplete = true;
    {
        const std::lock_guard lock(m_cache->mutex);
        for (const Key &key : keys) {
            const QString user = key.user();
            const auto known = m_cache->values.constFind(user);
            const bool isWanted = known == m_cache->values.cend() || known->isStale();
            isComplete = isComplete && !isWanted && known->result;
            if (isWanted) {
                m_cache->values.insert(user, {});
                wanted.append(user);
            }
        }
    }
    for (const QString &user : std::as_const(wanted))
        KeychainThread::read(user, patience,
                             [cache = m_cache, user](const Result<QString> &result) { cache->set(user, result); });
    return isComplete;
}

Result<QString> Keychain::value(const Key &key) const
{
    const std::lock_guard lock(m_cache->mutex);
    const auto known = m_cache->values.constFind(key.user());
    if (known == m_cache->values.cend() || !known->result)
        return failure(ErrorCode::Internal, u"the keychain has not been read"_s, key.name);
    return *known->result;
}

void Keychain::forget(const Key &key)
{
    const std::lock_guard lock(m_cache->mutex);
    const auto known = m_cache->values.constFind(key.user());
    if (known != m_cache->values.cend() && known->result)
        m_cache->values.erase(known);
}

QFuture<Result<>> Keychain::write(const Key &key, const QString &value)
{
    const auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    KeychainThread::write(key.user(), value, patience,
                          [cache = m_cache, user = key.user(), value, promise](const Result<> &written) {
                              if (written)
                                  cache->set(user, value);
                              promise->addResult(written);
                              promise->finish();
                          });
    return promise->future();
}

} // namespace Standin
