// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/chainedcommands.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace std::chrono_literals;

class TestChainedCommands : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] Clock::Instant now() const { return m_time.clock.steadyNow(); }

    Tests::FakeTime m_time;
    ChainedCommands m_commands;
    const CommandChainPtr m_chain = std::make_shared<CommandChain>();

private slots:
    void findsTheChainOfACommand()
    {
        QVERIFY(!m_commands.chainOf(1, now()));
        m_commands.add(1, m_chain, now());
        QVERIFY(m_commands.chainOf(1, now()) == m_chain);
        QVERIFY(!m_commands.chainOf(2, now()));
        QCOMPARE(m_chain->size(), 1);
    }

    void theNewerOfTwoEqualOnesCounts()
    {
        const auto newer = std::make_shared<CommandChain>();
        m_commands.add(5, m_chain, now());
        m_time.advance(1s);
        m_commands.add(5, newer, now());
        QVERIFY(m_commands.chainOf(5, now()) == newer);
        m_time.advance(CommandChain::pause - 1s); // the older one is forgotten, not the newer
        m_commands.add(5 + ChainedCommands::shardCount, m_chain, now());
        QVERIFY(m_commands.chainOf(5, now()) == newer);
    }

    void forgetsAfterThePause()
    {
        m_commands.add(7, m_chain, now());
        m_time.advance(CommandChain::pause - 1ms);
        QVERIFY(m_commands.chainOf(7, now()) == m_chain);
        m_time.advance(1ms);
        QVERIFY(!m_commands.chainOf(7, now()));
    }

    void isBounded()
    {
        constexpr quint64 many = ChainedCommands::shardCount * ChainedCommands::maxPerShard;
        for (quint64 i = 0; i <= many; ++i)
            m_commands.add(i, m_chain, now());
        QVERIFY(!m_commands.chainOf(0, now()));
        QVERIFY(m_commands.chainOf(many, now()) == m_chain);
        QCOMPARE(m_chain.use_count(), static_cast<long>(many) + 1);
    }
};

STANDIN_TEST(TestChainedCommands)
#include "tst_chainedcommands.moc"
