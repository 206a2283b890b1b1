// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/completion.h"
#include "support/testprogram.h"

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

    void nobodyWaiting()
    {
        const Completion<> none;
        none({});
    }
};

STANDIN_TEST(TestCompletion)
#include "tst_completion.moc"
