// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/testprogram.h"
#include "template/expression.h"
#include "template/templatescope.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTemplateScope : public QObject
{
    Q_OBJECT

private:
    FakeClock m_clock;
    const QStringList m_keys = {u"requestTime"_s, u"traceId"_s};

    static QJsonObject variables()
    {
        return {{u"site"_s, u"lab"_s},
                {u"at"_s, QJsonObject{{u"floor"_s, 3}}},
                {u"list"_s, QJsonArray{1, 2}},
                {u"named"_s, QJsonObject{{u"length"_s, u"x"_s}}}};
    }

    QJsonValue value(TemplateScope &scope, const QString &expression) const
    {
        return scope.evaluate(Expression::parse(expression, m_keys).value()).toJson();
    }

private slots:
    void names_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("client id") << u"clientId"_s << QJsonValue(u"dev"_s);
        QTest::newRow("index") << u"index"_s << QJsonValue(4);
        QTest::newRow("report topic") << u"topics.report"_s << QJsonValue(u"r"_s);
        QTest::newRow("command topic") << u"topics.command"_s << QJsonValue(u"c"_s);
        QTest::newRow("reply topic") << u"topics.reply"_s << QJsonValue(u"p"_s);
        QTest::newRow("variable") << u"vars.site"_s << QJsonValue(u"lab"_s);
        QTest::newRow("variable, deeper") << u"vars.at.floor"_s << QJsonValue(3);
        QTest::newRow("no such variable") << u"vars.none.at.all"_s << QJsonValue();
        QTest::newRow("length of a variable") << u"vars.site.length"_s << QJsonValue(3);
        QTest::newRow("length of a list") << u"vars.list.length"_s << QJsonValue(2);
        QTest::newRow("length of an object") << u"vars.at.length"_s << QJsonValue();
        QTest::newRow("a key with this name") << u"vars.named.length"_s << QJsonValue(u"x"_s);
        QTest::newRow("state") << u"state.fw"_s << QJsonValue(u"1.0"_s);
        QTest::newRow("no such state") << u"state.none"_s << QJsonValue();
        QTest::newRow("all state") << u"state"_s << QJsonValue(QJsonObject{{u"fw"_s, u"1.0"_s}});
        QTest::newRow("no command") << u"command.qos"_s << QJsonValue();
        QTest::newRow("all variables") << u"vars"_s << QJsonValue(variables());
    }

    void names()
    {
        QFETCH(QString, expression);
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"dev"_s;
        scope.index = 4;
        scope.topics = {.report = u"r"_s, .command = u"c"_s, .reply = u"p"_s};
        scope.vars = JsonText(variables());
        scope.state = JsonText(QJsonObject{{u"fw"_s, u"1.0"_s}});
        QTEST(value(scope, expression), "value");
    }

    void ofTheCommand()
    {
        const Command command{Match::Message({.topic = u"a/b"_s, .payload = "[1,2]", .qos = 2, .retain = true}), {}};
        TemplateScope scope(m_clock, 1);
        scope.command = &command;
        QCOMPARE(value(scope, u"command.qos"_s), QJsonValue(2));
        QCOMPARE(value(scope, u"command.retain"_s), QJsonValue(true));
        QCOMPARE(value(scope, u"command.json.length"_s), QJsonValue(2));
        QCOMPARE(value(scope, u"command.json.0"_s), QJsonValue(1));
    }

    void theTimeIsTheClocks()
    {
        TemplateScope scope(m_clock, 1);
        m_clock.micros = 1'700'000'000'123'999;
        QCOMPARE(value(scope, u"now()"_s), QJsonValue(qint64(1'700'000'000'123)));
        QCOMPARE(value(scope, u"isoNow()"_s), QJsonValue(u"2023-11-14T22:13:20.123Z"_s));
        m_clock.advanceTo(m_clock.steadyNow() + 2s);
        QCOMPARE(value(scope, u"now()"_s), QJsonValue(qint64(1'700'000'002'123)));
    }

    void countsForEachDevice()
    {
        TemplateScope one(m_clock, 1);
        TemplateScope other(m_clock, 1);
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(value(one, u"seq()"_s), QJsonValue(i));
        QCOMPARE(value(other, u"seq()"_s), QJsonValue(1));
    }

    void randomValuesStayInTheirRange()
    {
        TemplateScope scope(m_clock, 5);
        QSet<int> dice;
        QSet<QString> picked;
        for (int i = 0; i < 500; ++i) {
            const double real = value(scope, u"random(-1.5, 2.5)"_s).toDouble();
            QVERIFY(real >= -1.5 && real < 2.5);
            dice.insert(value(scope, u"randomInt(1, 6)"_s).toInt());
            picked.insert(value(scope, u"pick('a', 'b', 'c')"_s).toString());
        }
        QCOMPARE(dice, (QSet<int>{1, 2, 3, 4, 5, 6}));
        QCOMPARE(picked, (QSet<QString>{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(value(scope, u"randomInt(7, 7)"_s), QJsonValue(7));
        QCOMPARE(value(scope, u"random(3, 3)"_s), QJsonValue(3));
    }

    void uuidsAreDifferent()
    {
        TemplateScope scope(m_clock, 5);
        const QString first = value(scope, u"uuid()"_s).toString();
        QCOMPARE(first.size(), 36);
        QVERIFY(value(scope, u"uuid()"_s).toString() != first);
    }

    void theOldestWalkIsForgotten()
    {
        TemplateScope scope(m_clock, 5);
        const auto walk = [&](qsizetype number) {
            return value(scope, u"walk('w%1', 0, 0, 1000000)"_s.arg(number)).toDouble();
        };
        const double first = walk(0);
        const double second = walk(1);
        for (qsizetype i = 2; i < TemplateScope::mostWalks; ++i)
            walk(i);
        QCOMPARE(walk(0), first);
        walk(TemplateScope::mostWalks);
        QCOMPARE(walk(1), second);
        QVERIFY2(walk(0) != first, "the oldest was not forgotten");
    }

    void walksOfDifferentNamesAreApart()
    {
        TemplateScope scope(m_clock, 5);
        const double a = value(scope, u"walk('a', 0, 0, 100)"_s).toDouble();
        const double b = value(scope, u"walk('b', 0, 0, 100)"_s).toDouble();
        QVERIFY(a != b);
        QCOMPARE(value(scope, u"walk('a', 0, 0, 100)"_s).toDouble(), a);       // steps of 0
        QCOMPARE(value(scope, u"walk('a', 0, 200, 300)"_s).toDouble(), 200.0); // other bounds hold at once
    }

    void aSineFollowsTheClock_data()
    {
        QTest::addColumn<int>("ms");
        QTest::addColumn<double>("value");
        QTest::newRow("middle") << 0 << 15.0;
        QTest::newRow("a quarter: the highest") << 250 << 20.0;
        QTest::newRow("half: middle") << 500 << 15.0;
        QTest::newRow("three quarters: the lowest") << 750 << 10.0;
        QTest::newRow("a whole period") << 1000 << 15.0;
    }

    void aSineFollowsTheClock()
    {
        QFETCH(int, ms);
        m_clock.micros = 1'700'000'000'000'000 + ms * 1000;
        TemplateScope scope(m_clock, 1);
        QTEST(value(scope, u"sine(1000, 10, 20)"_s).toDouble(), "value");
    }

    void aSineWithoutAPeriodStandsInTheMiddle()
    {
        TemplateScope scope(m_clock, 1);
        QCOMPARE(value(scope, u"sine(0, 10, 20)"_s).toDouble(), 15.0);
        QCOMPARE(value(scope, u"sine(-5, 10, 20)"_s).toDouble(), 15.0);
    }
};

STANDIN_TEST(TestTemplateScope)
#include "tst_templatescope.moc"
