// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestOutbox : public QObject
{
    Q_OBJECT

private:
    static Error timedOut(qint32 id) { return {ErrorCode::PublishTimeout, u"%1 is late"_s.arg(id)}; }
    static Error lost(qint32 id) { return {ErrorCode::ConnectionLost, u"%1 is lost"_s.arg(id)}; }

private slots:
    void answersWithTheResult()
    {
        FakeTime time;
        Outbox outbox(time.timers, timedOut);
        Answer good;
        Answer bad;
        outbox.add(1, good.completion());
        outbox.add(2, bad.completion());
        QCOMPARE(outbox.count(), size_t(2));
        outbox.acknowledge(2, failure(ErrorCode::PublishRefused, u"no"_s));
        outbox.acknowledge(1, {});
        QVERIFY(good.isSuccess());
        QCOMPARE(bad.code(), ErrorCode::PublishRefused);
        QCOMPARE(outbox.count(), size_t(0));
        QCOMPARE(time.timers.count(), size_t(0));
    }

    void eachHasItsOwnDeadline()
    {
        FakeTime time;
        Outbox outbox(time.timers, timedOut);
        std::array<Answer, 3> answers;
        for (int i = 0; i < 3; ++i) {
            outbox.add(i, answers[i].completion());
            time.advance(1s);
        }
        time.advance(Outbox::acknowledgeTimeout - 3s - 1ms);
        QVERIFY(!answers[0].isThere());
        for (int i = 0; i < 3; ++i) {
            time.advance(i == 0 ? 1ms : 1000ms);
            QCOMPARE(answers[i].code(), ErrorCode::PublishTimeout);
            QCOMPARE(outbox.count(), size_t(2 - i));
        }
        QCOMPARE(answers[0].message(), u"0 is late"_s);
    }

    void anUnknownAcknowledgementIsIgnored()
    {
        FakeTime time;
        Outbox outbox(time.timers, timedOut);
        Answer answer;
        outbox.add(1, answer.completion());
        outbox.acknowledge(7, {});
        QVERIFY(!answer.isThere());
        QCOMPARE(outbox.count(), size_t(1));
    }

    void failsAllAtOnce()
    {
        FakeTime time;
        Outbox outbox(time.timers, timedOut);
        std::array<Answer, 3> answers;
        for (int i = 0; i < 3; ++i)
            outbox.add(i, answers[i].completion());
        outbox.failAll(lost);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(answers[i].message(), u"%1 is lost"_s.arg(i));
        QCOMPARE(time.timers.count(), size_t(0));
    }

    void completionsMayAddMore()
    {
        FakeTime time;
        Outbox outbox(time.timers, timedOut);
        Answer second;
        outbox.add(1, Completion<>([&](const Result<> &) { outbox.add(1, second.completion()); }));
        outbox.failAll(lost);
        QVERIFY(!second.isThere());
        outbox.acknowledge(1, {});
        QVERIFY(second.isSuccess());
    }

    void answersWhenItIsDestroyed()
    {
        FakeTime time;
        Answer answer;
        {
            Outbox outbox(time.timers, timedOut);
            outbox.add(1, answer.completion());
        }
        QCOMPARE(answer.code(), ErrorCode::Cancelled);
        QCOMPARE(time.timers.count(), size_t(0));
    }
};

STANDIN_TEST(TestOutbox)
#include "tst_outbox.moc"
