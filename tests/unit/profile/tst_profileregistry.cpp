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
