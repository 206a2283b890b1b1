// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "fleet/fleet.h"
#include "models/ruletablemodel.h"
#include "profile/profileregistry.h"
#include "rules/rulebook.h"
#include "support/result.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

class TestRuleTableModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void rulesInTheirOrder();
    void onlyThoseForTheDevice();
    void noDeviceHasNone();
    void changesAreTaken();
    void editedRuleKeepsItsRow();
    void countsAreTaken();
    void checkBoxAsks();
    void movesWithinPriorityAndList();
    void manyRulesAreCheap();

private:
    static Rules::Rule rule(const QString &id, int priority = 5, const QString &devices = {})
    {
        Rules::Rule made = Rules::Rule::fromJson(JsonText::parse(R"({"then":[]})").value()).value();
        made.id = id;
        made.priority = priority;
        if (!devices.isEmpty())
            made.devices = {devices};
        return made;
    }
    [[nodiscard]] QStringList shown() const;

    SystemClock m_clock;
    std::unique_ptr<Journal> m_journal;
    ProfileRegistry m_profiles;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<RuleTableModel> m_model;
};

void TestRuleTableModel::init()
{
    m_journal = std::make_unique<Journal>(m_clock);
    m_fleet = std::make_unique<Fleet>(m_clock, *m_journal, m_profiles, 1);
    Profile profile;
    profile.clientId = u"gw-${index}"_s;
    profile.count = 2;
    profile.rules = {rule(u"own"_s), rule(u"late"_s, 9)};
    VERIFY_RESULT(m_fleet->addDevices(profile));
    m_model = std::make_unique<RuleTableModel>(*m_fleet);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    m_model->setDevice(u"gw-0"_s);
}

void TestRuleTableModel::cleanup()
{
    m_model.reset();
    m_fleet.reset();
}

QStringList TestRuleTableModel::shown() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names.append(m_model->index(row, RuleTableModel::NameColumn).data().toString());
    return names;
}

void TestRuleTableModel::rulesInTheirOrder()
{
    VERIFY_RESULT(m_fleet->rules().add({rule(u"a"_s), rule(u"first"_s, 1), rule(u"b"_s)}));
    m_model->refresh();
    QCOMPARE(shown(), (QStringList{u"first"_s, u"a"_s, u"b"_s, u"own"_s, u"late"_s}));
    const auto source = [this](int row) { return m_model->index(row, RuleTableModel::SourceColumn).data().toString(); };
    QCOMPARE(source(1), u"program"_s);
    QCOMPARE(source(3), u"profile"_s);
    QCOMPARE(m_model->row(4).inProfile, 1);
    QCOMPARE(m_model->rowOf({true, u"late"_s}), 4);
    QCOMPARE(m_model->rowOf({false, u"late"_s}), -1);
}

void TestRuleTableModel::onlyThoseForTheDevice()
{
    VERIFY_RESULT(m_fleet->rules().add({rule(u"all"_s), rule(u"zero"_s, 5, u"*-0"_s), rule(u"one"_s, 5, u"gw-1"_s)}));
    m_model->refresh();
    QCOMPARE(shown(), (QStringList{u"all"_s, u"zero"_s, u"own"_s, u"late"_s}));
    m_model->setDevice(u"gw-1"_s);
    QCOMPARE(shown(), (QStringList{u"all"_s, u"one"_s, u"own"_s, u"late"_s}));
}

void TestRuleTableModel::noDeviceHasNone()
{
    m_model->setDevice({});
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setDevice(u"stranger"_s);
    QCOMPARE(m_model->rowCount(), 0);
}

void TestRuleTableModel::changesAreTaken()
{
    VERIFY_RESULT(m_fleet->rules().add({rule(u"a"_s)}));
    m_model->refresh();
    QCOMPARE(shown().first(), u"a"_s);
    VERIFY_RESULT(m_fleet->rules().remove(u"a"_s));
    m_model->refresh();
    QCOMPARE(shown().first(), u"own"_s);
    Profile profile = m_fleet->profile(u"gw-0"_s).value();
    profile.rules.clear();
    VERIFY_RESULT(m_fleet->setProfile(u"gw-0"_s, profile));
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestRuleTableModel::editedRuleKeepsItsRow()
{
    VERIFY_RESULT(m_fleet->rules().add({rule(u"a"_s), rule(u"b"_s)}));
    m_model->refresh();
    const QPersistentModelIndex second = m_model->index(1, 0);
    const QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    Rules::Rule edited = rule(u"b"_s);
    edited.name = u"B"_s;
    edited.isEnabled = false;
    VERIFY_RESULT(m_fleet->rules().put(edited));
    m_model->refresh();
    QCOMPARE(second.data().toString(), u"B"_s);
    QCOMPARE(second.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
    QCOMPARE(resets.count(), 0);
}

void TestRuleTableModel::countsAreTaken()
{
    VERIFY_RESULT(m_fleet->rules().add({rule(u"a"_s)}));
    m_model->refresh();
    const QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->refresh();
    QCOMPARE(changes.count(), 0);
    m_model->row(0).compiled->counters->matched = 3;
    m_model->row(0).compiled->counters->fired = 2;
    m_model->refresh();
    QCOMPARE(changes.count(), 1);
    QCOMPARE(m_model->index(0, RuleTableModel::MatchedColumn).data().toString(), u"3"_s);
    QCOMPARE(m_model->index(0, RuleTableModel::FiredColumn).data().toString(), u"2"_s);
}

void TestRuleTableModel::checkBoxAsks()
{
    QSignalSpy asked(m_model.get(), &RuleTableModel::enabledRequested);
    const QModelIndex box = m_model->index(1, RuleTableModel::NameColumn);
    QVERIFY(box.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(m_model->setData(box, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(asked.value(0), (QVariantList{1, false}));
    QVERIFY2(m_model->row(1).rule().isEnabled, "whoever was asked changes it");
    QVERIFY(!m_model->setData(m_model->index(1, RuleTableModel::WhenColumn), Qt::Unchecked, Qt::CheckStateRole));
}

void TestRuleTableModel::movesWithinPriorityAndList()
{
    VERIFY_RESULT(m_fleet->rules().add({rule(u"first"_s, 1), rule(u"a"_s), rule(u"b"_s)}));
    m_model->refresh(); // first a b own late
    QVERIFY(!m_model->canMove(0, -1));
    QVERIFY2(!m_model->canMove(0, 1), "another priority");
    QVERIFY(m_model->canMove(1, 1) && m_model->canMove(2, -1));
    QVERIFY2(!m_model->canMove(2, 1), "the next one is of the profile");
    QVERIFY(!m_model->canMove(4, 1));
    QVERIFY(!m_model->canMove(-1, 1));
}

void TestRuleTableModel::manyRulesAreCheap()
{
    QList<Rules::Rule> rules;
    for (int i = 0; i < Rules::RuleBook::mostRules; ++i)
        rules.append(rule(u"rule-%1"_s.arg(i)));
    VERIFY_RESULT(m_fleet->rules().add(rules));
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), Rules::RuleBook::mostRules + 2);
    QElapsedTimer timer;
    timer.start();
    m_model->refresh();
    QVERIFY2(timer.elapsed() < 50 * Tests::sanitizerFactor, "only the counts are read");
}

STANDIN_TEST(TestRuleTableModel)
#include "tst_ruletablemodel.moc"
