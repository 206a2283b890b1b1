// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "fleet/fleet.h"
#include "fleet/fleetobserver.h"
#include "profile/profileregistry.h"
#include "rules/rulebook.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QTcpServer>

#include <mutex>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

/// Notes what it is told.
class Notes final : public FleetObserver
{
public:
    void orderGiven(const GivenOrder &order) override
    {
        const std::lock_guard lock(m_mutex);
        m_given.append(order);
    }
    void orderAnswered(quint64 number, const Result<> &result) override
    {
        const std::lock_guard lock(m_mutex);
        m_answered.append({number, result ? QString() : errorName(result.error().code)});
    }
    void rulesChanging(const Rules::CompiledRules &after, Cursor) override
    {
        const std::lock_guard lock(m_mutex);
        m_rules.append(static_cast<qsizetype>(after.size()));
    }

    [[nodiscard]] QList<GivenOrder> given() const
    {
        const std::lock_guard lock(m_mutex);
        return m_given;
    }
    [[nodiscard]] QList<std::pair<quint64, QString>> answered() const
    {
        const std::lock_guard lock(m_mutex);
        return m_answered;
    }
    [[nodiscard]] QList<qsizetype> rules() const
    {
        const std::lock_guard lock(m_mutex);
        return m_rules;
    }

private:
    mutable std::mutex m_mutex;
    QList<GivenOrder> m_given;
    QList<std::pair<quint64, QString>> m_answered;
    QList<qsizetype> m_rules; ///< how many there are then
};

} // namespace

/// What an observer of the fleet is told.
class TestFleetObserver : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void seesOrdersAndAnswers();
    void seesChangesOfRules();
    void isReplaced();
    void seesOrdersThatAreDropped();

private:
    SystemClock m_clock;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<ProfileRegistry> m_profiles;
    std::unique_ptr<Fleet> m_fleet;
    std::shared_ptr<Notes> m_notes;
};

void TestFleetObserver::init()
{
    m_journal = std::make_unique<Journal>(m_clock);
    m_profiles = std::make_unique<ProfileRegistry>();
    m_fleet = std::make_unique<Fleet>(m_clock, *m_journal, *m_profiles, 1);
    m_notes = std::make_shared<Notes>();
    VERIFY_RESULT(m_fleet->addDevice(u"a"_s, Profile()));
}

void TestFleetObserver::cleanup()
{
    m_fleet.reset();
    m_profiles.reset();
    m_journal.reset();
    m_notes.reset();
}

void TestFleetObserver::seesOrdersAndAnswers()
{
    m_fleet->setObserver(m_notes);
    const Order state = Order::SetState{.values = *JsonText::parse(R"({"a":1})")};
    AWAIT_RESULT(m_fleet->perform(u"a"_s, state));
    AWAIT_ERROR(m_fleet->perform(u"a"_s, Order::Publish{}), ErrorCode::NotOnline);
    AWAIT_ERROR(m_fleet->perform(u"nothere"_s, Order::Connect()), ErrorCode::UnknownDevice);
    const QList<GivenOrder> given = m_notes->given();
    QCOMPARE(given.size(), 2);
    QCOMPARE(given.first().device, u"a"_s);
    QVERIFY(given.first().order == state);
    QCOMPARE(given.first().before, Cursor(0));
    QCOMPARE(given.last().before, Cursor(1)); // the entry of the state
    QVERIFY(given.last().number > given.first().number);
    const QList<std::pair<quint64, QString>> answered{{given.first().number, {}},
                                                      {given.last().number, u"not-online"_s}};
    QCOMPARE(m_notes->answered(), answered);
}

void TestFleetObserver::seesChangesOfRules()
{
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"before"_s}}));
    m_fleet->setObserver(m_notes);
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"one"_s}, Rules::Rule{.id = u"two"_s}}));
    QVERIFY(!m_fleet->rules().add({Rules::Rule{.id = u"one"_s}})); // changes nothing
    VERIFY_RESULT(m_fleet->rules().remove(u"one"_s));
    m_fleet->rules().reset();
    QCOMPARE(m_notes->rules(), (QList<qsizetype>{3, 2, 0}));
}

void TestFleetObserver::isReplaced()
{
    m_fleet->setObserver(m_notes);
    const auto other = std::make_shared<Notes>();
    m_fleet->setObserver(other);
    AWAIT_RESULT(m_fleet->perform(u"a"_s, Order::GoOffline()));
    m_fleet->setObserver(nullptr);
    AWAIT_RESULT(m_fleet->perform(u"a"_s, Order::GoOffline()));
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"one"_s}}));
    QVERIFY(m_notes->given().isEmpty());
    QCOMPARE(other->given().size(), 1);
    QCOMPARE(other->answered().size(), 1);
    QVERIFY(other->rules().isEmpty());
}

void TestFleetObserver::seesOrdersThatAreDropped()
{
    QTcpServer silent; // it answers nothing
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Profile profile;
    profile.connection.url = QUrl(u"mqtt://127.0.0.1:%1"_s.arg(silent.serverPort()));
    VERIFY_RESULT(m_fleet->addDevice(u"b"_s, profile));
    m_fleet->setObserver(m_notes);
    auto done = m_fleet->perform(u"b"_s, Order::Connect());
    m_fleet.reset();
    QVERIFY(done.isFinished());
    QCOMPARE(m_notes->answered().size(), 1);
}

STANDIN_TEST(TestFleetObserver)
#include "tst_fleetobserver.moc"
