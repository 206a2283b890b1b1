// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulebook.h"
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <future>
#include <map>
#include <thread>

using namespace Standin;
using namespace Standin::Rules;
using namespace Qt::StringLiterals;

class TestRuleBook : public QObject
{
    Q_OBJECT

private:
    static Rule rule(const QString &id, const QByteArray &more = {})
    {
        Rule made = Rule::fromJson(JsonText::parse("{" + more + R"("then":[]})").value()).value();
        made.id = id;
        return made;
    }

    static QStringList ids(const RuleBook &book)
    {
        QStringList ids;
        for (const RuleBook::Status &status : book.rules())
            ids.append(status.rule.id);
        return ids;
    }

    Tests::FakeClock m_clock;
    const std::function<QStringList()> m_keys = [] { return QStringList{u"requestTime"_s}; };

private slots:
    void newRulesComeFirst()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s)}));
        VERIFY_RESULT(book.add({rule(u"b"_s), rule(u"c"_s)}));
        QCOMPARE(ids(book), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    }

    void changesOnConditionOfWhatIsThere_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<bool>("isRule");
        for (const QString &call : {u"put"_s, u"put new"_s, u"remove"_s})
            QTest::newRow(qPrintable(call)) << call << true;
        for (const QString &call : {u"replace all"_s, u"remove all"_s})
            QTest::newRow(qPrintable(call)) << call << false;
    }

    void changesOnConditionOfWhatIsThere()
    {
        QFETCH(QString, call);
        QFETCH(bool, isRule);
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s), rule(u"b"_s)}));
        std::optional<quint64> seen = 0;
        const auto refuse = [&seen](const std::optional<quint64> &revision) -> Result<> {
            seen = revision;
            return failure(ErrorCode::PreconditionFailed, u"no"_s);
        };
        const std::map<QString, std::function<bool()>> calls{
            {u"put"_s, [&] { return book.put(rule(u"a"_s, R"("priority":1,)"), refuse).has_value(); }},
            {u"put new"_s, [&] { return book.put(rule(u"c"_s), refuse).has_value(); }},
            {u"remove"_s, [&] { return book.remove(u"a"_s, refuse).has_value(); }},
            {u"replace all"_s, [&] { return book.replaceAll({}, refuse).has_value(); }},
            {u"remove all"_s, [&] { return book.removeAll({}, refuse).has_value(); }}};
        const quint64 serial = book.rule(u"a"_s)->serial;
        const quint64 revision = book.revision();
        QVERIFY(!calls.at(call)());
        QCOMPARE(seen, call == u"put new" ? std::nullopt : std::optional(isRule ? serial : revision));
        QCOMPARE(ids(book), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(book.revision(), revision);
        QCOMPARE(book.rule(u"a"_s)->rule.priority, rule(u"a"_s).priority);
    }

    void theSerialChangesWithTheRule()
    {
        RuleBook book(m_clock, m_keys);
        const quint64 first = book.put(rule(u"a"_s)).value().serial;
        QCOMPARE(book.put(rule(u"a"_s)).value().serial, first);
        VERIFY_RESULT(book.put(rule(u"b"_s)));
        QCOMPARE(book.rule(u"a"_s)->serial, first);
        const quint64 second = book.put(rule(u"a"_s, R"("priority":1,)")).value().serial;
        QVERIFY(second != first);
        QCOMPARE(book.rule(u"a"_s)->serial, second);
    }

    void aRuleMoves_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("toPlaceOf");
        QTest::addColumn<QString>("order");
        QTest::newRow("up") << "c"
                            << "b"
                            << "acbd";
        QTest::newRow("to the top") << "c"
                                    << "a"
                                    << "cabd";
        QTest::newRow("down") << "b"
                              << "c"
                              << "acbd";
        QTest::newRow("to the bottom") << "a"
                                       << "d"
                                       << "bcda";
        QTest::newRow("to its own place") << "b"
                                          << "b"
                                          << "abcd";
    }

    void aRuleMoves()
    {
        QFETCH(QString, id);
        QFETCH(QString, toPlaceOf);
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s), rule(u"b"_s), rule(u"c"_s), rule(u"d"_s)}));
        const quint64 revision = book.revision();
        VERIFY_RESULT(book.move(id, toPlaceOf));
        QTEST(ids(book).join(QString()), "order");
        QVERIFY(book.revision() > revision);
    }

    void anUnknownRuleDoesNotMove()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s)}));
        QCOMPARE(book.move(u"b"_s, u"a"_s).error().code, ErrorCode::UnknownRule);
        QCOMPARE(book.move(u"a"_s, u"b"_s).error().code, ErrorCode::UnknownRule);
        QCOMPARE(ids(book), QStringList{u"a"_s});
    }

    void rulesGetIds()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"rule-1"_s)}));
        const auto added = book.add({rule({}), rule({})});
        VERIFY_RESULT(added);
        QCOMPARE(added->first().id, u"rule-2"_s);
        QCOMPARE(added->last().id, u"rule-3"_s);
    }

    void aBatchWithABadRuleChangesNothing_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("where");
        QTest::newRow("an id that is in use") << u"a"_s << QByteArray("1") << u"/1/id"_s;
        QTest::newRow("an id twice") << u"new"_s << QByteArray("1") << u"/1/id"_s;
        QTest::newRow("a wrong template") << u"c"_s << QByteArray("${nothing}") << u"/1/then/0/reply/payload"_s;
    }

    void aBatchWithABadRuleChangesNothing()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, payload);
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s)}));
        const quint64 revision = book.revision();
        Rule bad = rule(id);
        bad.then = {{Send{.payload = payload}}};
        const auto added = book.add({rule(u"new"_s), bad});
        QVERIFY(!added);
        QTEST(added.error().where, "where");
        QCOMPARE(ids(book), QStringList{u"a"_s});
        QCOMPARE(book.revision(), revision);
    }

    void putIsIdempotent()
    {
        RuleBook book(m_clock, m_keys);
        QVERIFY(book.put(rule(u"a"_s)).value().isNew);
        const quint64 revision = book.revision();
        QVERIFY(!book.put(rule(u"a"_s)).value().isNew);
        QCOMPARE(book.revision(), revision);
        QVERIFY(!book.put(rule(u"a"_s, R"("priority":1,)")).value().isNew);
        QCOMPARE(book.rule(u"a"_s)->rule.priority, 1);
        QCOMPARE(ids(book).size(), 1);
    }

    void putKeepsThePlace()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s), rule(u"b"_s)}));
        QVERIFY(!book.put(rule(u"b"_s, R"("name":"x",)")).value().isNew);
        QCOMPARE(ids(book), (QStringList{u"a"_s, u"b"_s}));
    }

    void replacingKeepsTheCountsOfRulesThatStay()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s), rule(u"b"_s)}));
        ++book.setWith(nullptr)->rules().back()->counters->fired;
        VERIFY_RESULT(book.replaceAll({rule(u"b"_s), rule(u"a"_s, R"("name":"x",)")}));
        QCOMPARE(ids(book), (QStringList{u"b"_s, u"a"_s}));
        QCOMPARE(book.rule(u"b"_s)->fired, 1U);
        QCOMPARE(book.rule(u"a"_s)->fired, 0U);
    }

    void rulesOfATestAreRemovedTogether()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s, R"("testId":"T1",)"), rule(u"b"_s), rule(u"c"_s, R"("testId":"T1",)")}));
        QCOMPARE(book.removeAll(u"T1"_s).value(), 2);
        QCOMPARE(ids(book), QStringList{u"b"_s});
        QVERIFY(book.remove(u"a"_s).error().code == ErrorCode::UnknownRule);
        QVERIFY(book.remove(u"b"_s));
        QVERIFY(ids(book).isEmpty());
    }

    void thereAreAtMostSoMany()
    {
        RuleBook book(m_clock, m_keys);
        const auto added = book.add(QList<Rule>(RuleBook::mostRules + 1, rule({})));
        QVERIFY(!added && added.error().code == ErrorCode::LimitReached);
        QVERIFY(ids(book).isEmpty());
    }

    void theRulesOfAProfileComeAfterThoseOfTheBook()
    {
        RuleBook book(m_clock, m_keys);
        VERIFY_RESULT(book.add({rule(u"a"_s)}));
        const auto ofProfile =
            std::make_shared<const CompiledRules>(CompiledRules{CompiledRule::make(rule(u"p"_s), {}, {}).value()});
        const RuleSetPtr set = book.setWith(ofProfile);
        QCOMPARE(set->rules().size(), 2U);
        QCOMPARE(set->rules().back()->rule.id, u"p"_s);
        QCOMPARE(book.setWith(ofProfile), set); // shared
        QVERIFY(book.setWith(nullptr) != set);
    }

    void nobodyWaitsWhileRulesAreCompiled_data()
    {
        using Change = std::function<void(RuleBook &)>;
        QTest::addColumn<Change>("change");
        QTest::newRow("add") << Change([](RuleBook &book) { VERIFY_RESULT(book.add({rule(u"b"_s)})); });
        QTest::newRow("put") << Change([](RuleBook &book) { VERIFY_RESULT(book.put(rule(u"b"_s))); });
        QTest::newRow("replace") << Change([](RuleBook &book) { VERIFY_RESULT(book.replaceAll({rule(u"b"_s)})); });
        QTest::newRow("trial") << Change([](RuleBook &book) { VERIFY_RESULT(book.compiled({rule(u"b"_s)})); });
    }

    void nobodyWaitsWhileRulesAreCompiled()
    {
        QFETCH(std::function<void(RuleBook &)>, change);
        std::function<void()> meanwhile = [] {};
        RuleBook book(m_clock, [&] {
            meanwhile();
            return QStringList();
        });
        VERIFY_RESULT(book.add({rule(u"a"_s)}));
        std::promise<size_t> seen;
        std::future<size_t> size = seen.get_future();
        std::thread device;
        bool hasWaited = true;
        meanwhile = [&] { // it is called where rules are compiled
            device = std::thread([&] { seen.set_value(book.setWith(nullptr)->rules().size() + book.rules().size()); });
            hasWaited = size.wait_for(std::chrono::seconds(10)) != std::future_status::ready;
        };
        change(book);
        device.join();
        QVERIFY(!hasWaited);
        QCOMPARE(size.get(), 2U); // as it was before
    }

    void readersSeeWholeChanges()
    {
        RuleBook book(m_clock, m_keys);
        std::atomic<bool> isDone = false;
        std::atomic<int> wrong = 0;
        std::thread reader([&] {
            while (!isDone) {
                if (book.setWith(nullptr)->rules().size() % 2 != 0)
                    ++wrong;
            }
        });
        for (int i = 0; i < 200; ++i) {
            VERIFY_RESULT(book.add({rule({}), rule({})}));
            if (i % 10 == 9)
                (void)book.removeAll();
        }
        isDone = true;
        reader.join();
        QCOMPARE(wrong.load(), 0);
    }
};

STANDIN_TEST(TestRuleBook)
#include "tst_rulebook.moc"
