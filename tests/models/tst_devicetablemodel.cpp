// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "fleet/fleet.h"
#include "models/devicefiltermodel.h"
#include "models/devicetablemodel.h"
#include "profile/profileregistry.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

namespace {

Profile profileOf(const QString &clientId, int count = 1)
{
    Profile profile;
    profile.name = u"kind of "_s + clientId;
    profile.clientId = clientId;
    profile.count = count;
    // No server listens there, so devices fail to connect at once.
    profile.connection.url = QUrl(u"mqtt://127.0.0.1:1"_s);
    return profile;
}

} // namespace

class TestDeviceTableModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void startsWithWhatIsThere();
    void addsAndRemoves();
    void selectionSurvives();
    void replacedDevice();
    void showsChanges();
    void filtersByText();
    void filtersByState();
    void sortsNaturally();
    void manyDevicesAreCheap();

private:
    [[nodiscard]] QStringList shown() const;

    SystemClock m_clock;
    std::unique_ptr<Journal> m_journal;
    ProfileRegistry m_profiles;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<DeviceTableModel> m_model;
    std::unique_ptr<DeviceFilterModel> m_filtered;
};

void TestDeviceTableModel::init()
{
    m_journal = std::make_unique<Journal>(m_clock);
    m_fleet = std::make_unique<Fleet>(m_clock, *m_journal, m_profiles, 1);
    m_model = std::make_unique<DeviceTableModel>(*m_fleet);
    m_filtered = std::make_unique<DeviceFilterModel>(*m_model);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    new QAbstractItemModelTester(m_filtered.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_filtered.get());
}

void TestDeviceTableModel::cleanup()
{
    m_filtered.reset();
    m_model.reset();
    m_fleet.reset();
}

QStringList TestDeviceTableModel::shown() const
{
    QStringList ids;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        ids.append(m_filtered->index(row, DeviceTableModel::ClientIdColumn).data().toString());
    return ids;
}

void TestDeviceTableModel::startsWithWhatIsThere()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 3)));
    const DeviceTableModel later(*m_fleet);
    QCOMPARE(later.rowCount(), 3);
    QCOMPARE(later.status(2).id, u"gw-2"_s);
}

void TestDeviceTableModel::addsAndRemoves()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 5)));
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 5);
    for (const QString &id : {u"gw-0"_s, u"gw-2"_s, u"gw-3"_s})
        m_fleet->perform(id, Order::Remove()).waitForFinished();
    m_model->refresh();
    QCOMPARE(shown(), QStringList({u"gw-1"_s, u"gw-4"_s}));
    QCOMPARE(m_model->rowOf(u"gw-4"_s), 1);
    QCOMPARE(m_model->rowOf(u"gw-0"_s), -1);
}

void TestDeviceTableModel::selectionSurvives()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 4)));
    m_model->refresh();
    QItemSelectionModel selection(m_filtered.get());
    selection.select(m_filtered->index(3, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_fleet->perform(u"gw-1"_s, Order::Remove()).waitForFinished();
    QVERIFY(m_fleet->addDevices(profileOf(u"extra"_s)));
    m_model->refresh();
    const QModelIndexList rows = selection.selectedRows(DeviceTableModel::ClientIdColumn);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().data().toString(), u"gw-3"_s);
}

void TestDeviceTableModel::replacedDevice()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 3)));
    m_model->refresh();
    m_fleet->perform(u"gw-0"_s, Order::Remove()).waitForFinished();
    QVERIFY(m_fleet->addDevice(u"gw-0"_s, profileOf(u"other"_s)));
    m_model->refresh();
    QCOMPARE(shown(), m_fleet->ids());
    QCOMPARE(m_model->status(m_model->rowOf(u"gw-0"_s)).profile, u"kind of other"_s);
}

void TestDeviceTableModel::showsChanges()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 2)));
    m_model->refresh();
    const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_fleet->perform(u"gw-1"_s, Order::Connect()).waitForFinished();
    QVERIFY(m_model->refresh());
    QVERIFY(changed.count() > 0);
    QVERIFY(m_model->status(1).state == DeviceState::Failed);
    QCOMPARE(m_model->index(1, DeviceTableModel::StateColumn).data().toString(), u"failed"_s);
    QVERIFY(m_model->status(1).error.has_value());
    QVERIFY(!m_model->refresh());
}

void TestDeviceTableModel::filtersByText()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 2)));
    QVERIFY(m_fleet->addDevices(profileOf(u"thermo"_s)));
    m_model->refresh();
    m_filtered->setText(u"THERM"_s);
    QCOMPARE(shown(), QStringList{u"thermo"_s});
    m_filtered->setText(u"kind of gw"_s);
    QCOMPARE(shown().size(), 2);
    m_filtered->setText({});
    QCOMPARE(shown().size(), 3);
}

void TestDeviceTableModel::filtersByState()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 3)));
    m_model->refresh();
    m_filtered->setState(DeviceState::Failed);
    QCOMPARE(m_filtered->rowCount(), 0);
    m_fleet->perform(u"gw-2"_s, Order::Connect()).waitForFinished();
    m_model->refresh();
    QCOMPARE(shown(), QStringList{u"gw-2"_s});
    m_filtered->setState(std::nullopt);
    QCOMPARE(m_filtered->rowCount(), 3);
}

void TestDeviceTableModel::sortsNaturally()
{
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 12)));
    m_model->refresh();
    m_filtered->sort(DeviceTableModel::ClientIdColumn, Qt::DescendingOrder);
    QCOMPARE(shown().first(), u"gw-11"_s);
    QCOMPARE(shown().at(2), u"gw-9"_s);
    m_filtered->sort(-1);
    QCOMPARE(shown(), m_fleet->ids());
}

void TestDeviceTableModel::manyDevicesAreCheap()
{
    // Without the model testers, which check the whole model after each signal.
    m_filtered.reset();
    m_model.reset();
    QVERIFY(m_fleet->addDevices(profileOf(u"gw-${index}"_s, 10'000)));
    DeviceTableModel model(*m_fleet);
    DeviceFilterModel filtered(model);
    filtered.sort(DeviceTableModel::ClientIdColumn);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (int i = 0; i < 10'000; i += 2)
        m_fleet->perform(u"gw-%1"_s.arg(i), Order::Connect());
    QTRY_COMPARE_WITH_TIMEOUT(m_fleet->totals().failed, 5'000, 60'000);
    model.refresh();
    QCOMPARE(filtered.rowCount(), 10'000);
    QVERIFY2(changed.count() <= 2, "5,000 changed rows must not become thousands of signals");
}

STANDIN_TEST(TestDeviceTableModel)
#include "tst_devicetablemodel.moc"
