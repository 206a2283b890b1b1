// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/completion.h"
#include "support/testprogram.h"

#include <QThread>

using namespace Standin;

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void answersOnce()
    {
        int calls = 0;
        int value = 0;
        {
            const Completion<int> done([&](const Result<int> &result) {
                ++calls;
                value = result.value_or(-1);
            });
            done(7);
            done(8);
        }
        QCOMPARE(calls, 1);
        QCOMPARE(value, 7);
    }

    void droppedMeansCancelled()
    {
        std::optional<ErrorCode> code;
        {
            const Completion<> done([&](const Result<> &result) { code = result.error().code; });
            const Completion<> copy = done;
        }
        QVERIFY(code == ErrorCode::Cancelled);
    }

    void theLastCopyCounts()
    {
        bool answered = false;
        Completion<> last;
        {
            const Completion<> first([&](const Result<> &result) { answered = result.has_value(); });
            last = first;
        }
        QVERIFY(!answered);
        last({});
        QVERIFY(answered);
    }

    void noCallback()
    {
        const Completion<> none;
        none({});
    }

    void anErrorIsAnAnswer()
    {
        int calls = 0;
        Error error;
        {
            const Completion<int> done([&](const Result<int> &result) {
                ++calls;
                error = result.error();
            });
            done(failure(ErrorCode::NotOnline, QStringLiteral("offline"), QStringLiteral("gw-1")));
        }
        QCOMPARE(calls, 1);
        QVERIFY(error == (Error{ErrorCode::NotOnline, QStringLiteral("offline"), QStringLiteral("gw-1")}));
    }

    void copiesShareTheOneAnswer()
    {
        QList<int> answers;
        const Completion<int> first([&](const Result<int> &result) { answers.append(result.value_or(-1)); });
        const Completion<int> second = first;
        second(2);
        first(1);
        QCOMPARE(answers, QList<int>{2});
    }

    void assigningDropsTheOldOne()
    {
        std::optional<ErrorCode> old;
        int answers = 0;
        Completion<> done([&](const Result<> &result) { old = result.error().code; });
        done = Completion<>([&](const Result<> &) { ++answers; });
        QVERIFY(old == ErrorCode::Cancelled);
        QCOMPARE(answers, 0);
        done({});
        QCOMPARE(answers, 1);
    }

    void theCallbackMayAnswerAgain()
    {
        int calls = 0;
        Completion<> done;
        done = Completion<>([&](const Result<> &) {
            ++calls;
            done({}); // has no effect: this is the answer
        });
        done({});
        QCOMPARE(calls, 1);
    }

    void theCallbackMayDropTheLastCopy()
    {
        int calls = 0;
        auto done = std::make_unique<Completion<>>();
        *done = Completion<>([&](const Result<> &) {
            ++calls;
            done.reset();
        });
        (*done)({});
        QCOMPARE(calls, 1);
        QVERIFY(!done);
    }

    void theCallbackIsReleasedWhenItHasRun()
    {
        const auto held = std::make_shared<int>(1);
        const Completion<> done([held](const Result<> &) {});
        QCOMPARE(held.use_count(), 2);
        done({});
        QCOMPARE(held.use_count(), 1);
    }

    void valuesAreMovedIn()
    {
        std::unique_ptr<int> value;
        const Completion<std::unique_ptr<int>> done(
            [&](Result<std::unique_ptr<int>> result) { value = std::move(*result); });
        done(std::make_unique<int>(7));
        QVERIFY(value);
        QCOMPARE(*value, 7);
    }

    void anotherThreadAnswers()
    {
        int value = 0;
        Completion<int> done([&](const Result<int> &result) { value = result.value_or(-1); });
        const std::unique_ptr<QThread> thread(QThread::create([moved = std::move(done)] { moved(7); }));
        thread->start();
        QVERIFY(thread->wait(10'000));
        QCOMPARE(value, 7);
    }
};

STANDIN_TEST(TestCompletion)
#include "tst_completion.moc"
