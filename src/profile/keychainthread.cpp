// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/keychainthread.h"

#ifdef STANDIN_KEYCHAIN
#include <QCoreApplication>
#include <QThread>
#include <QTimer>

#include <qt6keychain/keychain.h>
#endif

namespace Standin {

using namespace Qt::StringLiterals;

#ifndef STANDIN_KEYCHAIN

namespace {

Failure notBuiltIn()
{
    return failure(ErrorCode::KeychainFailed, u"this program was built without QtKeychain and cannot use a keychain"_s);
}

} // namespace

bool KeychainThread::isBuiltIn()
{
    return false;
}

void KeychainThread::read(const QString &, std::chrono::milliseconds, const ReadAnswer &answer)
{
    answer(notBuiltIn());
}

void KeychainThread::write(const QString &, const QString &, std::chrono::milliseconds, const WriteAnswer &answer)
{
    answer(notBuiltIn());
}

#else

namespace {

QThread *keychainThread = nullptr;

/// Unless the service keeps the thread: then it ends with the process.
void endThread()
{
    constexpr int patienceMs = 2000;
    keychainThread->quit();
    if (keychainThread->wait(patienceMs))
        delete keychainThread;
}

QObject *startThread()
{
    keychainThread = new QThread;
    keychainThread->setObjectName(u"keychain"_s);
    auto *inside = new QObject; // as QtKeychain's queue it stays for good
    inside->moveToThread(keychainThread);
    keychainThread->start();
    qAddPostRoutine(endThread);
    return inside;
}

/// Is in the thread; what it is sent happens there.
QObject *insideThread()
{
    static QObject *const inside = startThread();
    return inside;
}

Failure failureOf(const QKeychain::Job &job, const QString &user)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return failure(ErrorCode::KeychainFailed, u"the keychain has no secret of the service \"standin\" for this"_s,
                       user);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return failure(ErrorCode::KeychainFailed, u"access to the keychain was denied"_s, user);
    default:
        break;
    }
    return failure(ErrorCode::KeychainFailed,
                   u"no keychain can be used (Secret Service or KWallet in the session of the desktop): %1"_s.arg(
                       job.errorString()),
                   user);
}

/// Runs the job that `make` makes in the thread, and then `answer`, once: with nullptr when it took too long.
void runJob(std::chrono::milliseconds patience, const std::function<QKeychain::Job *()> &make,
            const std::function<void(QKeychain::Job *)> &answer)
{
    QMetaObject::invokeMethod(insideThread(), [=] {
        QKeychain::Job *job = make();
        auto *deadline = new QTimer(job);
        deadline->setSingleShot(true);
        QObject::connect(deadline, &QTimer::timeout, deadline, [answer] { answer(nullptr); });
        QObject::connect(job, &QKeychain::Job::finished, deadline, [deadline, answer](QKeychain::Job *finished) {
            if (!deadline->isActive())
                return; // that was answered
            deadline->stop();
            answer(finished);
        });
        deadline->start(patience);
        job->start();
    });
}

/// How a job ended; null: it has not.
Result<> ended(const QKeychain::Job *job, std::chrono::milliseconds patience, const QString &user)
{
    if (job && job->error() == QKeychain::NoError)
        return {};
    if (job)
        return failureOf(*job, user);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience).count();
    return failure(ErrorCode::KeychainFailed, u"the keychain did not answer within %1 s"_s.arg(seconds), user);
}

} // namespace

bool KeychainThread::isBuiltIn()
{
    return true;
}

void KeychainThread::read(const QString &user, std::chrono::milliseconds patience, const ReadAnswer &answer)
{
    const auto make = [user] {
        auto *job = new QKeychain::ReadPasswordJob(u"standin"_s);
        job->setKey(user);
        return job;
    };
    runJob(patience, make, [=](QKeychain::Job *job) {
        answer(ended(job, patience, user).map([job] {
            return static_cast<QKeychain::ReadPasswordJob *>(job)->textData();
        }));
    });
}

void KeychainThread::write(const QString &user, const QString &value, std::chrono::milliseconds patience,
                           const WriteAnswer &answer)
{
    const auto make = [user, value] {
        auto *job = new QKeychain::WritePasswordJob(u"standin"_s);
        job->setKey(user);
        job->setTextData(value);
        return job;
    };
    runJob(patience, make, [=](QKeychain::Job *job) { answer(ended(job, patience, user)); });
}

#endif

} // namespace Standin
