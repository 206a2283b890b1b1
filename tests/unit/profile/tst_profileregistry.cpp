// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profileregistry.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <thread>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestProfileRegistry : public QObject
{
    Q_OBJECT

    using Compiled = ProfileRegistry::Compiled;

    /// A profile that differs from others of its name by the client id.
    static Compiled profile(const QString &name, const QString &clientId)
    {
        Profile profile;
        profile.name = name;
        profile.clientId = clientId;
        return CompiledProfile::make(profile).value_or(nullptr);
    }

    /// The client id of the found profile; empty when none is found.
    static QString found(const ProfileRegistry &registry, const QString &name = u"pump"_s)
    {
        const auto found = registry.find(name);
        return found ? found->clientId : QString();
    }

private slots:
    void knowsAProfileFromItsFirstDeviceToItsLast()
    {
        ProfileRegistry registry;
        const Compiled pump = profile(u"pump"_s, u"p-${index}"_s);
        QCOMPARE(registry.find(u"pump"_s).error().code, ErrorCode::UnknownProfile);
        registry.enter(pump, 2);
        QCOMPARE(found(registry), u"p-${index}"_s);
        registry.leave(pump);
        QCOMPARE(found(registry), u"p-${index}"_s);
        registry.enter(pump, 1);
        registry.leave(pump);
        QCOMPARE(found(registry), u"p-${index}"_s);
        registry.leave(pump);
        QCOMPARE(registry.find(u"pump"_s).error().code, ErrorCode::UnknownProfile);
        QCOMPARE(registry.find(u"pump"_s).error().where, u"pump"_s);
    }

    void theOldestOfANameCounts()
    {
        ProfileRegistry registry;
        const Compiled first = profile(u"pump"_s, u"first"_s);
        const Compiled second = profile(u"pump"_s, u"second"_s);
        const Compiled third = profile(u"pump"_s, u"third"_s);
        for (const Compiled &each : {first, second, third})
            registry.enter(each, 1);
        QCOMPARE(found(registry), u"first"_s);
        registry.leave(second);
        QCOMPARE(found(registry), u"first"_s);
        registry.leave(first);
        QCOMPARE(found(registry), u"third"_s);
    }

    void anEditedProfileTakesThePlaceOfTheOldOne()
    {
        ProfileRegistry registry;
        const Compiled old = profile(u"pump"_s, u"old"_s);
        const Compiled variant = profile(u"pump"_s, u"variant"_s);
        const Compiled edited = profile(u"pump"_s, u"edited"_s);
        registry.enter(old, 3);
        registry.enter(variant, 1);
        registry.exchange({old, old, old}, edited);
        QCOMPARE(found(registry), u"edited"_s);
        registry.leave(variant);
        QCOMPARE(found(registry), u"edited"_s);
        for (int i = 0; i < 3; ++i)
            registry.leave(edited);
        QVERIFY(!registry.find(u"pump"_s));
    }

    void aVariantOfOneDeviceLeavesTheProfileAlone()
    {
        ProfileRegistry registry;
        const Compiled old = profile(u"pump"_s, u"old"_s);
        const Compiled variant = profile(u"pump"_s, u"variant"_s);
        registry.enter(old, 2);
        registry.exchange({old}, variant);
        QCOMPARE(found(registry), u"old"_s);
        registry.exchange({old}, variant); // now the last one, too
        QCOMPARE(found(registry), u"variant"_s);
    }

    void aDeviceThatIsGivenAnotherKindChangesTheName()
    {
        ProfileRegistry registry;
        const Compiled pump = profile(u"pump"_s, u"pump"_s);
        const Compiled valve = profile(u"valve"_s, u"valve"_s);
        registry.enter(pump, 2);
        registry.exchange({pump}, valve);
        QCOMPARE(found(registry, u"pump"_s), u"pump"_s);
        QCOMPARE(found(registry, u"valve"_s), u"valve"_s);
        registry.exchange({pump, valve}, valve);
        QCOMPARE(found(registry, u"pump"_s), QString());
        QCOMPARE(found(registry, u"valve"_s), u"valve"_s);
    }

    void theSameProfileAgainChangesNothing()
    {
        ProfileRegistry registry;
        const Compiled pump = profile(u"pump"_s, u"pump"_s);
        registry.enter(pump, 1);
        registry.exchange({pump}, pump);
        QCOMPARE(found(registry), u"pump"_s);
        registry.leave(pump);
        QCOMPARE(found(registry), QString());
    }

    void aProfileWithoutNameIsNotFound()
    {
        ProfileRegistry registry;
        const Compiled nameless = profile({}, u"x"_s);
        const Compiled named = profile(u"pump"_s, u"pump"_s);
        registry.enter(nameless, 1);
        QVERIFY(!registry.find({}));
        registry.exchange({nameless}, named);
        QCOMPARE(found(registry), u"pump"_s);
        registry.exchange({named}, nameless);
        QCOMPARE(found(registry), QString());
        registry.leave(nameless);
    }

    void keepsAProfileWithoutDevices()
    {
        ProfileRegistry registry;
        VERIFY_RESULT(registry.keep(profile(u"pump"_s, u"kept"_s), 1));
        QCOMPARE(found(registry), u"kept"_s);
        const Compiled other = profile(u"pump"_s, u"other"_s);
        registry.enter(other, 2);
        QCOMPARE(found(registry), u"kept"_s);
        QCOMPARE(registry.entry(u"pump"_s)->devices, 2);
        QVERIFY(registry.entry(u"pump"_s)->isKept);
        QCOMPARE(registry.forget(u"pump"_s).error().code, ErrorCode::ProfileInUse);
        registry.leave(other);
        registry.leave(other);
        QCOMPARE(found(registry), u"kept"_s);
        VERIFY_RESULT(registry.forget(u"pump"_s));
        QCOMPARE(found(registry), QString());
        QCOMPARE(registry.forget(u"pump"_s).error().code, ErrorCode::UnknownProfile);
    }

    void aProfileInUseIsNotForgotten()
    {
        ProfileRegistry registry;
        registry.enter(profile(u"pump"_s, u"p"_s), 1);
        QCOMPARE(registry.forget(u"pump"_s).error().code, ErrorCode::ProfileInUse);
        QCOMPARE(registry.forgetUnused(), 0);
        QCOMPARE(found(registry), u"p"_s);
        QVERIFY(!registry.entry(u"pump"_s)->isKept);
    }

    void forgetsWhatNoDeviceHas()
    {
        ProfileRegistry registry;
        VERIFY_RESULT(registry.keep(profile(u"pump"_s, u"p"_s), 1));
        VERIFY_RESULT(registry.keep(profile(u"valve"_s, u"v"_s), 1));
        registry.enter(profile(u"valve"_s, u"w"_s), 1);
        QCOMPARE(registry.forgetUnused(), 1);
        QCOMPARE(found(registry, u"pump"_s), QString());
        QCOMPARE(found(registry, u"valve"_s), u"v"_s);
    }

    void eachProfileHasItsRevision()
    {
        ProfileRegistry registry;
        QSet<quint64> seen;
        const auto isFresh = [&] {
            const quint64 revision = registry.entry(u"pump"_s)->revision;
            const bool fresh = !seen.contains(revision);
            seen.insert(revision);
            return fresh;
        };
        const Compiled first = profile(u"pump"_s, u"p"_s);
        const Compiled edited = profile(u"pump"_s, u"p"_s);
        registry.enter(first, 1);
        QVERIFY(isFresh());
        registry.exchange({first}, edited);
        QVERIFY(isFresh());
        VERIFY_RESULT(registry.keep(edited, 1));
        QVERIFY(isFresh());
        VERIFY_RESULT(registry.keep(edited, 1));
        QVERIFY(isFresh());
        QVERIFY(!isFresh());
    }

    void limitsWhatIsKept()
    {
        ProfileRegistry registry;
        const Compiled pump = profile(u"pump"_s, u"p"_s);
        QCOMPARE(registry.keep(pump, ProfileRegistry::mostKeptBytes + 1).error().code, ErrorCode::LimitReached);
        QVERIFY(!registry.entry(u"pump"_s));
        VERIFY_RESULT(registry.keep(pump, ProfileRegistry::mostKeptBytes));
        VERIFY_RESULT(registry.keep(pump, ProfileRegistry::mostKeptBytes)); // in its own place
        QCOMPARE(registry.keep(profile(u"valve"_s, u"v"_s), 1).error().code, ErrorCode::LimitReached);
        VERIFY_RESULT(registry.keep(pump, 1));
        for (int i = 1; i < ProfileRegistry::mostKept; ++i)
            VERIFY_RESULT(registry.keep(profile(u"n%1"_s.arg(i), u"x"_s), 1));
        QCOMPARE(registry.keep(profile(u"valve"_s, u"v"_s), 1).error().code, ErrorCode::LimitReached);
        VERIFY_RESULT(registry.forget(u"n1"_s));
        VERIFY_RESULT(registry.keep(profile(u"valve"_s, u"v"_s), 1));
    }

    void listsByName()
    {
        ProfileRegistry registry;
        for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
            registry.enter(profile(name, u"x"_s), 1);
        const auto listed = [&registry](const QString &after, qsizetype limit) {
            QStringList names;
            for (const ProfileRegistry::Entry &entry : registry.entries(after, limit))
                names.append(entry.profile->profile.name);
            return names;
        };
        QCOMPARE(listed({}, 10), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(listed({}, 2), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(listed(u"b"_s, 2), QStringList{u"c"_s});
        QCOMPARE(listed(u"c"_s, 2), QStringList());
    }

    /// It was given for the profile, not for one device.
    void aKeptProfileKeepsItsSecrets()
    {
        ProfileRegistry registry;
        Profile secret;
        secret.name = u"pump"_s;
        secret.connection.password.value = u"sent"_s;
        VERIFY_RESULT(registry.keep(CompiledProfile::make(secret).value_or(nullptr), 1));
        QCOMPARE(registry.find(u"pump"_s)->connection.password.value, u"sent"_s);
    }

    void givesNoSecretThatWasTypedIn()
    {
        ProfileRegistry registry;
        Profile profile;
        profile.name = u"pump"_s;
        profile.connection.password.value = u"typed"_s;
        registry.enter(CompiledProfile::make(profile).value_or(nullptr), 1);
        QVERIFY(registry.find(u"pump"_s)->connection.password.value.isEmpty());
    }

    void servesManyThreads()
    {
        ProfileRegistry registry;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&registry, t] {
                const Compiled own = profile(u"pump"_s, QString::number(t));
                const Compiled other = profile(u"pump"_s, u"other"_s);
                for (int i = 0; i < 2000; ++i) {
                    registry.enter(own, 2);
                    registry.exchange({own}, other);
                    (void)registry.find(u"pump"_s);
                    registry.leave(own);
                    registry.leave(other);
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(found(registry), QString());
    }
};

STANDIN_TEST(TestProfileRegistry)

#include "tst_profileregistry.moc"
