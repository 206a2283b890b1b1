// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/reaction.h"
#include "support/testprogram.h"

#include <QSet>

using namespace Standin;

/// Every reason code that a broker can give, and what the device does.
class TestReaction : public QObject
{
    Q_OBJECT

private:
    static const QSet<int> &codesOf(Reaction reaction)
    {
        static const QSet<int> stop = {1,    2,    4,    5,    0x84, 0x85, 0x86, 0x87,
                                       0x8a, 0x8c, 0x8e, 0x8f, 0x98, 0x9e, 0xa1, 0xa2};
        static const QSet<int> follow = {0x9c, 0x9d};
        static const QSet<int> later = {0x89, 0x96, 0x97, 0x9f};
        static const QSet<int> none;
        switch (reaction) {
        case Reaction::Stop:
            return stop;
        case Reaction::FollowReference:
            return follow;
        case Reaction::RetryLater:
            return later;
        case Reaction::Retry:
            break;
        }
        return none;
    }

private slots:
    void retriesWithoutAReason() { QVERIFY(reactionTo(std::nullopt) == Reaction::Retry); }

    void eachCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<Reaction>("reaction");
        for (int code = 0; code <= 0xff; ++code) {
            Reaction expected = Reaction::Retry;
            for (const Reaction reaction : {Reaction::Stop, Reaction::FollowReference, Reaction::RetryLater}) {
                if (codesOf(reaction).contains(code))
                    expected = reaction;
            }
            QTest::addRow("0x%02x", code) << code << expected;
        }
    }

    void eachCode()
    {
        QFETCH(int, code);
        QFETCH(Reaction, reaction);
        QVERIFY(reactionTo(static_cast<quint8>(code)) == reaction);
    }
};

STANDIN_TEST(TestReaction)
#include "tst_reaction.moc"
