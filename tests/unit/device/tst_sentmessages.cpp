// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/sentmessages.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <thread>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSentMessages : public QObject
{
    Q_OBJECT

private:
    static quint64 countOf(SentMessages &sent, const QString &topic, const QByteArray &payload)
    {
        const auto found = sent.find(SentMessages::fingerprint(topic, payload));
        return found.last - found.first;
    }

    FakeTime m_time;
    std::unique_ptr<SentMessages> m_sent;

private slots:
    void init() { m_sent = std::make_unique<SentMessages>(m_time.clock); }

    void remembersWhatMayComeBack_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("isRemembered");
        QTest::newRow("the same topic") << u"a/b"_s << u"a/b"_s << true;
        QTest::newRow("another topic") << u"a/b"_s << u"a/c"_s << false;
        QTest::newRow("below the topic") << u"a/b"_s << u"a/b/c"_s << false;
        QTest::newRow("#") << u"#"_s << u"a/b"_s << true;
        QTest::newRow("below the filter") << u"a/#"_s << u"a/b/c"_s << true;
        QTest::newRow("the parent level") << u"a/b/#"_s << u"a/b"_s << true;
        QTest::newRow("beside the filter") << u"a/#"_s << u"ab/c"_s << false;
        QTest::newRow("+") << u"a/+/c"_s << u"a/b/c"_s << true;
        QTest::newRow("+ in front") << u"+/b"_s << u"a/b"_s << true;
        QTest::newRow("empty first level") << u"/#"_s << u"/a"_s << true;
        QTest::newRow("shared") << u"$share/g/a/#"_s << u"a/b"_s << true;
        QTest::newRow("no filter") << QString() << u"a"_s << false;
    }

    void remembersWhatMayComeBack()
    {
        QFETCH(QString, filter);
        QFETCH(QString, topic);
        if (!filter.isEmpty())
            m_sent->listenTo(filter);
        m_sent->add(topic, "x");
        QTEST(countOf(*m_sent, topic, "x") == 1, "isRemembered");
    }

    void countsCopies()
    {
        m_sent->listenTo(u"#"_s);
        for (int i = 0; i < 3; ++i)
            m_sent->add(u"t"_s, "x");
        m_sent->add(u"t"_s, "y");
        QCOMPARE(countOf(*m_sent, u"t"_s, "x"), quint64(3));
        QCOMPARE(countOf(*m_sent, u"t"_s, "y"), quint64(1));
        QCOMPARE(countOf(*m_sent, u"t/t"_s, "x"), quint64(0));
    }

    void forgetsAfterAWhile()
    {
        m_sent->listenTo(u"#"_s);
        m_sent->add(u"t"_s, "x");
        m_time.advance(SentMessages::memory - 1ms);
        QCOMPARE(countOf(*m_sent, u"t"_s, "x"), quint64(1));
        m_time.advance(1ms);
        QCOMPARE(countOf(*m_sent, u"t"_s, "x"), quint64(0));
    }

    void forgetsThoseThatAreOldAlone()
    {
        m_sent->listenTo(u"#"_s);
        for (int second = 0; second < 200; ++second) {
            m_sent->add(u"t"_s, "x");
            m_time.advance(1s);
            const quint64 count = countOf(*m_sent, u"t"_s, "x");
            QVERIFY2(count >= std::min<quint64>(second + 1, 60) && count <= 121, qPrintable(QString::number(count)));
        }
    }

    void numbersGoOnAfterARecordWasForgotten()
    {
        m_sent->listenTo(u"#"_s);
        const auto key = SentMessages::fingerprint(u"t"_s, "x");
        for (int i = 0; i < 5; ++i)
            m_sent->add(u"t"_s, "x");
        const quint64 before = m_sent->find(key).last;
        m_time.advance(SentMessages::memory * 2);
        for (int i = 0; i < 100'000; ++i) // every shard removes old records
            m_sent->add(u"t"_s, QByteArray::number(i));
        m_sent->add(u"t"_s, "x");
        const auto found = m_sent->find(key);
        QCOMPARE(found.last - found.first, quint64(1));
        QVERIFY(found.first >= before);
    }

    void isBoundedInNumber()
    {
        m_sent->listenTo(u"#"_s);
        constexpr size_t most = SentMessages::shardCount * SentMessages::maxPerShard;
        for (size_t i = 0; i < most * 2; ++i)
            m_sent->add(u"t"_s, QByteArray::number(qulonglong(i)));
        size_t remembered = 0;
        for (size_t i = 0; i < most * 2; ++i)
            remembered += countOf(*m_sent, u"t"_s, QByteArray::number(qulonglong(i)));
        QVERIFY(remembered <= most);
        QCOMPARE(countOf(*m_sent, u"t"_s, QByteArray::number(qulonglong(most * 2 - 1))), quint64(1));
    }

    void keepsRetainedMessagesAndWills()
    {
        m_sent->listenTo(u"#"_s);
        m_sent->add(u"r"_s, "x", SentMessages::Lasting::Retained);
        m_sent->add(u"w"_s, "x", SentMessages::Lasting::Will);
        QCOMPARE(countOf(*m_sent, u"w"_s, "x"), quint64(0)); // not sent yet
        m_time.advance(24h);
        const auto retained = m_sent->find(SentMessages::fingerprint(u"r"_s, "x"));
        QVERIFY(retained.isRetained && !retained.isWill);
        const auto will = m_sent->find(SentMessages::fingerprint(u"w"_s, "x"));
        QVERIFY(will.isWill && !will.isRetained);
    }

    void knowsTheCommandTopics()
    {
        m_sent->addCommandTopic(u"a/cmd"_s);
        m_sent->addCommandTopic(u"b/+"_s);
        m_sent->addCommandTopic({});
        QVERIFY(m_sent->isCommandTopic(u"a/cmd"_s));
        QVERIFY(!m_sent->isCommandTopic(u"b/+"_s));
        QVERIFY(!m_sent->isCommandTopic(u"b/cmd"_s));
        QVERIFY(!m_sent->isCommandTopic({}));
    }

    void mayBeUsedByManyThreads()
    {
        m_sent->listenTo(u"#"_s);
        constexpr int messages = 20'000;
        std::vector<std::thread> threads;
        for (int number = 0; number < 4; ++number)
            threads.emplace_back([this, number] {
                for (int i = 0; i < messages; ++i) {
                    m_sent->add(u"same"_s, "x");
                    m_sent->add(u"t"_s, QByteArray::number(number * messages + i));
                    (void)m_sent->find(SentMessages::fingerprint(u"t"_s, QByteArray::number(i)));
                    m_sent->listenTo(u"f/%1/+"_s.arg(i));
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(countOf(*m_sent, u"same"_s, "x"), quint64(4 * messages));
    }
};

STANDIN_TEST(TestSentMessages)
#include "tst_sentmessages.moc"
