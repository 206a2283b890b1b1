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

private slots:
    void answersWithTheResult()
    {
        FakeTime time;
        Outbox outbox(time.timers);
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
        Outbox outbox(time.timers);
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
        QCOMPARE(answers[0].message(), u"the broker did not acknowledge within 10 s"_s);
        QCOMPARE(answers[0].detail(), u"10 s"_s);
    }

    void anUnknownAcknowledgementIsIgnored()
    {
        FakeTime time;
        Outbox outbox(time.timers);
        Answer answer;
        outbox.add(1, answer.completion());
        outbox.acknowledge(7, {});
        QVERIFY(!answer.isThere());
        QCOMPARE(outbox.count(), size_t(1));
    }

    void failsAllAtOnce()
    {
        FakeTime time;
        Outbox outbox(time.timers);
        std::array<Answer, 3> answers;
        for (int i = 0; i < 3; ++i)
            outbox.add(i, answers[i].completion());
        outbox.failAll({ErrorCode::ConnectionLost, u"lost"_s});
        for (const Answer &answer : answers)
            QCOMPARE(answer.code(), ErrorCode::ConnectionLost);
        QCOMPARE(time.timers.count(), size_t(0));
    }

    void completionsMayAddMore()
    {
        FakeTime time;
        Outbox outbox(time.timers);
        Answer second;
        outbox.add(1, Completion<>([&](const Result<> &) { outbox.add(1, second.completion()); }));
        outbox.failAll({ErrorCode::ConnectionLost, u"lost"_s});
        QVERIFY(!second.isThere());
        outbox.acknowledge(1, {});
        QVERIFY(second.isSuccess());
    }

    void answersWhenItIsDestroyed()
    {
        FakeTime time;
        Answer answer;
        {
            Outbox outbox(time.timers);
            outbox.add(1, answer.completion());
        }
        QCOMPARE(answer.code(), ErrorCode::Cancelled);
        QCOMPARE(time.timers.count(), size_t(0));
    }
};

STANDIN_TEST(TestOutbox)
#include "tst_outbox.moc"
