// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/replyguard.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestReplyGuard : public QObject
{
    Q_OBJECT

private:
    using Verdict = ReplyGuard::Verdict;

    static constexpr int limit = 100;

    Verdict ask(quint64 values, int most = limit) { return m_guard.ask(values, most, m_time.clock.steadyNow()); }
    /// How many of these commands are answered, with this time between them.
    int answered(int commands, std::chrono::milliseconds every, const std::function<quint64(int)> &valuesOf)
    {
        int answers = 0;
        for (int i = 0; i < commands; ++i) {
            answers += ask(valuesOf(i)) == Verdict::Answer;
            m_time.advance(every);
        }
        return answers;
    }

    FakeTime m_time;
    ReplyGuard m_guard;

private slots:
    void init() { m_guard.reset(); }

    void stopsTheSameValues_data()
    {
        QTest::addColumn<int>("everyMs");
        QTest::addColumn<int>("others");
        QTest::newRow("as fast as it can") << 0 << 0;
        QTest::newRow("slow") << 50 << 0;
        QTest::newRow("very slow") << 9'999 << 0;
        QTest::newRow("with one command between") << 1 << 1;
        QTest::newRow("with five commands between") << 100 << 5;
    }

    void stopsTheSameValues()
    {
        QFETCH(int, everyMs);
        QFETCH(int, others);
        quint64 other = 1000;
        int answers = 0;
        for (int i = 0; i < limit * 4; ++i) {
            answers += ask(42) == Verdict::Answer;
            for (int k = 0; k < others; ++k)
                QVERIFY(ask(++other) == Verdict::Answer);
            m_time.advance(std::chrono::milliseconds(everyMs));
        }
        QVERIFY2(answers >= limit && answers <= limit * 3, qPrintable(QString::number(answers)));
        QVERIFY(ask(42) == Verdict::Stopped);
        QVERIFY(ask(++other) == Verdict::Answer); // the device still answers new values
    }

    void saysOnceThatItStops()
    {
        QList<Verdict> stops;
        for (int i = 0; i < limit * 3; ++i) {
            const Verdict verdict = ask(1);
            if (verdict != Verdict::Answer && verdict != Verdict::Stopped)
                stops.append(verdict);
        }
        QCOMPARE(stops, QList<Verdict>{Verdict::StopTheseValues});
    }

    void distinctValuesMayComeFast()
    {
        QCOMPARE(answered(limit * 15, 1ms, [](int i) { return quint64(i) + 1; }), limit * 15);
    }

    void repeatedValuesMayComeSlowly()
    {
        QCOMPARE(answered(limit * 3, ReplyGuard::window, [](int) { return quint64(7); }), limit * 3);
    }

    void stopsWhateverTheValues_data()
    {
        QTest::addColumn<bool>("hasValues");
        QTest::newRow("other values each time") << true;
        QTest::newRow("no values") << false;
    }

    void stopsWhateverTheValues()
    {
        QFETCH(bool, hasValues);
        const int answers = answered(limit * 40, 1ms, [&](int i) { return hasValues ? quint64(i) + 1 : 0; });
        QCOMPARE(answers, limit * ReplyGuard::timesLimit);
        QVERIFY(ask(1) == Verdict::Stopped);
    }

    void goesOnAfterAPause_data()
    {
        QTest::addColumn<bool>("sameValues");
        QTest::newRow("the same values") << true;
        QTest::newRow("any values") << false;
    }

    void goesOnAfterAPause()
    {
        QFETCH(bool, sameValues);
        const auto valuesOf = [&](int i) { return sameValues ? quint64(1) : quint64(i) + 1; };
        answered(limit * 40, 0ms, valuesOf);
        m_time.advance(ReplyGuard::window - 1ms);
        QVERIFY(ask(1) == Verdict::Stopped); // and the pause begins anew
        m_time.advance(ReplyGuard::window - 1ms);
        QVERIFY(ask(1) == Verdict::Stopped);
        m_time.advance(ReplyGuard::window);
        QVERIFY(ask(1) == Verdict::Answer);
        QCOMPARE(answered(limit * 40, 0ms, valuesOf), (sameValues ? limit : limit * ReplyGuard::timesLimit) - 1);
    }

    void goesOnAfterAReset()
    {
        answered(limit * 2, 0ms, [](int) { return quint64(1); });
        QVERIFY(ask(1) == Verdict::Stopped);
        m_guard.reset();
        QVERIFY(ask(1) == Verdict::Answer);
    }

    void noLimitNoStop()
    {
        for (int i = 0; i < 100'000; ++i)
            QVERIFY(ask(1, 0) == Verdict::Answer);
    }

    void stopsAChainOfCommands()
    {
        CommandChain chain;
        const auto next = [&](int most) {
            chain.add(m_time.clock.steadyNow());
            return m_guard.ask(0, most, m_time.clock.steadyNow(), &chain);
        };
        for (int i = 0; i < limit; ++i)
            QVERIFY(next(limit) == Verdict::Answer);
        QVERIFY(next(0) == Verdict::Answer); // no limit
        QVERIFY(next(limit) == Verdict::StopChain);
        QVERIFY(next(limit) == Verdict::Stopped);
        QVERIFY(ask(0) == Verdict::Answer); // what no rule has published
        m_time.advance(CommandChain::pause);
        QVERIFY(next(limit) == Verdict::Answer);
    }

    void describesWhatStopped()
    {
        const Error same = ReplyGuard::describe(Verdict::StopTheseValues, {{u"requestTime"_s, u"42"_s}}, limit);
        QCOMPARE(same.code, ErrorCode::LimitReached);
        QVERIFY2(same.message.contains(u"requestTime = 42"_s), qPrintable(same.message));
        QVERIFY2(same.message.contains(u"replyLimit"_s), qPrintable(same.message));
        QVERIFY(same.detail->contains(u"100 commands"_s));
        const Error any = ReplyGuard::describe(Verdict::StopAll, {}, limit);
        QVERIFY(any.detail->contains(u"2000 commands within 10 s"_s));
        const Error chain = ReplyGuard::describe(Verdict::StopChain, {}, limit);
        QVERIFY(chain.detail->contains(u"100 commands because of one message"_s));
        QVERIFY(chain.message.contains(u"replyLimit"_s));
    }
};

STANDIN_TEST(TestReplyGuard)
#include "tst_replyguard.moc"
