// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/devicestate.h"
#include "base/offlinemode.h"
#include "support/testprogram.h"

using namespace Standin;

class TestDeviceState : public QObject
{
    Q_OBJECT

private slots:
    void modesHaveNames_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("name");
        QTest::newRow("clean") << int(OfflineMode::Clean) << QStringLiteral("clean");
        QTest::newRow("with-will") << int(OfflineMode::WithWill) << QStringLiteral("with-will");
        QTest::newRow("abrupt") << int(OfflineMode::Abrupt) << QStringLiteral("abrupt");
        QTest::newRow("reset") << int(OfflineMode::Reset) << QStringLiteral("reset");
        QTest::newRow("silent") << int(OfflineMode::Silent) << QStringLiteral("silent");
    }

    void modesHaveNames()
    {
        QFETCH(int, mode);
        QFETCH(QString, name);
        QCOMPARE(toString(static_cast<OfflineMode>(mode)), name);
        QVERIFY(offlineModeFromString(name) == static_cast<OfflineMode>(mode));
    }

    void otherNamesAreNoMode_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("other case") << QStringLiteral("Clean");
        QTest::newRow("nothing") << QString();
        QTest::newRow("a part") << QStringLiteral("with");
        QTest::newRow("blanks around it") << QStringLiteral(" clean ");
        QTest::newRow("a state") << QStringLiteral("offline");
    }

    void otherNamesAreNoMode()
    {
        QFETCH(QString, name);
        QVERIFY(!offlineModeFromString(name));
        QVERIFY(!offlineModeNames().contains(name));
    }

    void listsTheModesInTheirOrder()
    {
        const QStringList names = offlineModeNames();
        QCOMPARE(names.size(), 5);
        for (int i = 0; i < names.size(); ++i)
            QCOMPARE(names.at(i), toString(static_cast<OfflineMode>(i)));
    }

    void statesHaveNames_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("name");
        QTest::newRow("offline") << int(DeviceState::Offline) << QStringLiteral("offline");
        QTest::newRow("connecting") << int(DeviceState::Connecting) << QStringLiteral("connecting");
        QTest::newRow("online") << int(DeviceState::Online) << QStringLiteral("online");
        QTest::newRow("reconnecting") << int(DeviceState::Reconnecting) << QStringLiteral("reconnecting");
        QTest::newRow("failed") << int(DeviceState::Failed) << QStringLiteral("failed");
    }

    void statesHaveNames()
    {
        QFETCH(int, state);
        QTEST(toString(static_cast<DeviceState>(state)), "name");
    }

    void listsTheStatesInTheirOrder()
    {
        const QStringList names = deviceStateNames();
        QCOMPARE(names.size(), 5);
        for (int i = 0; i < names.size(); ++i)
            QCOMPARE(names.at(i), toString(static_cast<DeviceState>(i)));
    }
};

STANDIN_TEST(TestDeviceState)
#include "tst_devicestate.moc"
