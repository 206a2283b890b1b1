// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/keychain.h"
#include "support/keyring.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

/// Secrets in the keychain of a desktop: of none, and of one of the test's own.
class TestKeychain : public QObject
{
    Q_OBJECT

private:
    const Keychain::Key m_key{u"thermo"_s, u"mqtt://127.0.0.1:1883"_s};
    std::unique_ptr<Keyring> m_keyring;

    static Result<QString> read(Keychain &keychain, const Keychain::Key &key)
    {
        if (!QTest::qWaitFor([&] { return keychain.hasRead({key}); }, 30'000))
            return failure(ErrorCode::Internal, u"no answer"_s);
        return keychain.value(key);
    }

private slots:
    void initTestCase()
    {
        if (!Keychain::isBuiltIn())
            QSKIP("built without QtKeychain");
        Keyring::outliveTheSession();
    }

    void namesAnEntryByItsAddress() { QCOMPARE(m_key.user(), u"thermo for mqtt://127.0.0.1:1883"_s); }

    void nothingIsReadUnasked()
    {
        const Keychain keychain;
        QVERIFY(!keychain.value(m_key));
    }

    void withoutASession()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        Keychain keychain;
        QVERIFY(keychain.hasRead({}));
        QVERIFY(!keychain.hasRead({m_key})); // not within the call
        const auto value = read(keychain, m_key);
        QVERIFY(!value);
        QVERIFY2(value.error().code == ErrorCode::KeychainFailed, qPrintable(value.error().toString()));
        QCOMPARE(value.error().where, m_key.user());
        auto written = keychain.write(m_key, u"x"_s);
        QTRY_VERIFY_WITH_TIMEOUT(written.isFinished(), 30'000);
        QVERIFY(!written.result());
        QVERIFY(written.result().error().code == ErrorCode::KeychainFailed);
    }

    void startsAKeyring()
    {
        if (!Keyring::isInstalled())
            QSKIP("dbus-daemon, gnome-keyring or secret-tool is missing");
        m_keyring = std::make_unique<Keyring>();
        QVERIFY(m_keyring->start());
        qputenv("DBUS_SESSION_BUS_ADDRESS",
                m_keyring->environment().value(u"DBUS_SESSION_BUS_ADDRESS"_s).toLocal8Bit());
    }

    void readsWhatStandsThere()
    {
        if (!m_keyring)
            QSKIP("no keyring");
        QVERIFY(m_keyring->store(m_key.user(), "höcus"));
        Keychain keychain;
        QCOMPARE(read(keychain, m_key).value_or(u"?"_s), u"höcus"_s);
        const auto elsewhere = read(keychain, {m_key.name, u"mqtt://127.0.0.2:1883"_s});
        QVERIFY(!elsewhere);
        QVERIFY(elsewhere.error().code == ErrorCode::KeychainFailed);
        QVERIFY2(elsewhere.error().message.contains(u"no secret"), qPrintable(elsewhere.error().message));

        QVERIFY(m_keyring->store(m_key.user(), "changed"));
        QCOMPARE(read(keychain, m_key).value_or(u"?"_s), u"höcus"_s);
        keychain.forget(m_key);
        QCOMPARE(read(keychain, m_key).value_or(u"?"_s), u"changed"_s);
    }

    void writes()
    {
        if (!m_keyring)
            QSKIP("no keyring");
        Keychain keychain;
        const Keychain::Key key{u"written"_s, m_key.address};
        auto written = keychain.write(key, u"päss"_s);
        QTRY_VERIFY_WITH_TIMEOUT(written.isFinished(), 30'000);
        QVERIFY(written.result());
        QVERIFY(keychain.hasRead({key})); // it is known already
        QCOMPARE(keychain.value(key).value_or(u"?"_s), u"päss"_s);
        QCOMPARE(m_keyring->lookUp(key.user()), QByteArray("päss"));
    }

    void endsBeforeItsAnswer()
    {
        if (!m_keyring)
            QSKIP("no keyring");
        QFuture<Result<>> written;
        {
            Keychain keychain;
            QVERIFY(!keychain.hasRead({{u"late"_s, m_key.address}}));
            written = keychain.write({u"late"_s, m_key.address}, u"x"_s);
        }
        QTRY_VERIFY_WITH_TIMEOUT(written.isFinished(), 30'000);
        QVERIFY(written.result());
    }
};

STANDIN_TEST(TestKeychain)
#include "tst_keychain.moc"
