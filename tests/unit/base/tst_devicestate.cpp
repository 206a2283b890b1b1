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

    void otherNamesAreNoMode()
    {
        QVERIFY(!offlineModeFromString(u"Clean"));
        QVERIFY(!offlineModeFromString(u""));
    }

    void statesHaveNames()
    {
        QCOMPARE(toString(DeviceState::Offline), QStringLiteral("offline"));
        QCOMPARE(toString(DeviceState::Failed), QStringLiteral("failed"));
    }
};

STANDIN_TEST(TestDeviceState)
#include "tst_devicestate.moc"
