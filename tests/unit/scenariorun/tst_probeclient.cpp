// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/plaintext.h"
#include "scenario/run/probeclient.h"
#include "scenario/run/scenariorun.h"
#include "support/testprogram.h"
#include "unit/scenariorun/runworld.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// Probes: which filters they subscribe to, and what they send and receive.
class TestProbeClient : public QObject
{
    Q_OBJECT

    RunWorld m_world;

    std::unique_ptr<ScenarioRun> runOf(const QByteArray &members)
    {
        const auto scenario = RunWorld::scenario(members);
        if (!scenario) {
            qWarning() << scenario.error().toString();
            return nullptr;
        }
        auto run =
            std::make_unique<ScenarioRun>(m_world.services, RunTerms{.scenario = *scenario, .broker = m_world.url()});
        return RunWorld::finish(*run) ? std::move(run) : nullptr;
    }

private slots:
    void initTestCase() { QVERIFY2(m_world.broker.start(), qPrintable(m_world.broker.errorText())); }

    void overlap_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("overlap");
        QTest::newRow("same") << u"a/b"_s << u"a/b"_s << true;
        QTest::newRow("other") << u"a/b"_s << u"a/c"_s << false;
        QTest::newRow("plus") << u"a/+"_s << u"a/c"_s << true;
        QTest::newRow("plus and level") << u"+/b"_s << u"a/c"_s << false;
        QTest::newRow("both plus") << u"a/+/c"_s << u"a/b/+"_s << true;
        QTest::newRow("hash") << u"a/#"_s << u"a/b/c"_s << true;
        QTest::newRow("hash and parent") << u"a/#"_s << u"a"_s << true;
        QTest::newRow("longer") << u"a"_s << u"a/b"_s << false;
        QTest::newRow("all") << u"#"_s << u"x"_s << true;
    }

    void overlap()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, overlap);
        QCOMPARE(doOverlap(a, b), overlap);
        QCOMPARE(doOverlap(b, a), overlap);
    }

    void noTopicTwice_data()
    {
        QTest::addColumn<QStringList>("filters");
        QTest::addColumn<QStringList>("disjoint");
        QTest::newRow("none") << QStringList{} << QStringList{};
        QTest::newRow("apart") << QStringList{u"a"_s, u"b/+"_s} << QStringList{u"a"_s, u"b/+"_s};
        QTest::newRow("twice") << QStringList{u"a/b"_s, u"a/b"_s} << QStringList{u"a/b"_s};
        QTest::newRow("partly") << QStringList{u"a/+/c"_s, u"a/b/+"_s} << QStringList{u"a/#"_s};
        QTest::newRow("in turn") << QStringList{u"a/b"_s, u"a/x/c"_s, u"a/+/+"_s} << QStringList{u"a/b"_s, u"a/#"_s};
        QTest::newRow("one for all") << QStringList{u"a"_s, u"b"_s, u"#"_s} << QStringList{u"#"_s};
    }

    void noTopicTwice()
    {
        QFETCH(QStringList, filters);
        const QStringList found = withoutOverlaps(filters);
        for (qsizetype i = 0; i < found.size(); ++i) {
            for (qsizetype k = i + 1; k < found.size(); ++k)
                QVERIFY2(!doOverlap(found[i], found[k]), qPrintable(found.join(u' ')));
        }
        if (qstrcmp(QTest::currentDataTag(), "in turn") != 0)
            QTEST(found, "disjoint");
    }

    void aMessageComesOnce()
    {
        const auto run = runOf("'steps':[{'connect':'gw'},{'publish':{'device':'gw','topic':'t/a/b','payload':'x'}},"
                               "{'probe':{'expect':{'topic':'t/+/b','count':1}}},"
                               "{'probe':{'expect':{'topic':'t/a/+','count':1}}},"
                               "{'probe':{'expect':{'topic':'t/a/b','count':1}}}]");
        QVERIFY(run);
        QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
    }

    void subscribingAgainBringsRetainedMessages()
    {
        const auto run = runOf("'steps':[{'connect':'gw'},"
                               "{'publish':{'device':'gw','topic':'kept/${clientId}','payload':'x','retain':true}},"
                               "{'probe':{'expect':{'topic':'kept/${clientId}','retain':false,'count':1}}},"
                               "{'probe':{'subscribe':'kept/#'}},"
                               "{'probe':{'expect':{'topic':'kept/${clientId}','retain':true}}}],"
                               "'teardown':[{'publish':{'device':'gw','topic':'kept/${clientId}','payload':'',"
                               "'retain':true}}]");
        QVERIFY(run);
        QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
    }

    void propertiesGoThere()
    {
        const auto run = runOf(
            "'probes':{'backend':{'connection':{'version':'5.0'}},'eye':{'connection':{'version':'5.0'}}},'steps':["
            "{'probe':{'name':'backend','publish':{'topic':'p/${run.id}','payload':'x','properties':{'contentType':"
            "'text/plain','responseTopic':'r','correlationData':'0x0102','messageExpiry':'60','mine':'yes'}}}},"
            "{'probe':{'name':'eye','expect':{'topic':'p/${run.id}','payload':{'allOf':["
            "{'property':'contentType','equalTo':'text/plain'},{'property':'responseTopic','equalTo':'r'},"
            "{'property':'correlationData','equalTo':'0x0102'},{'property':'messageExpiry','present':true},"
            "{'property':'mine','equalTo':'yes'}]}}}}]");
        QVERIFY(run);
        QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
        QCOMPARE(run->report().probes.size(), 2);
    }

    void topicsOfCapturedValuesAreHeard()
    {
        const auto run = runOf("'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':{'to':'x9'}}},"
                               "{'expect':{'device':'gw','kind':'out','capture':{'to':'/to'}}},"
                               "{'publish':{'device':'gw','topic':'late/${vars.to}/end','payload':'y'}},"
                               "{'probe':{'expect':{'topic':'late/${vars.to}/end'}}}]");
        QVERIFY(run);
        QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
    }
};

STANDIN_TEST(TestProbeClient)
#include "tst_probeclient.moc"
