// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/template/expression.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestExpression : public QObject
{
    Q_OBJECT

private:
    const QStringList m_keys = {u"requestTime"_s, u"traceId"_s};

private slots:
    void parses_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("path");
        QTest::addColumn<QList<QJsonValue>>("arguments");
        QTest::newRow("name") << u"clientId"_s << QStringList{u"clientId"_s} << QList<QJsonValue>{};
        QTest::newRow("correlation key, other case")
            << u"RequestTime"_s << QStringList{u"RequestTime"_s} << QList<QJsonValue>{};
        QTest::newRow("parts") << u" topics . report "_s << QStringList{u"topics"_s, u"report"_s}
                               << QList<QJsonValue>{};
        QTest::newRow("deep") << u"command.json.a.b"_s << QStringList{u"command"_s, u"json"_s, u"a"_s, u"b"_s}
                              << QList<QJsonValue>{};
        QTest::newRow("call") << u"now()"_s << QStringList{u"now"_s} << QList<QJsonValue>{};
        QTest::newRow("numbers") << u"randomInt(-3, 4.5e1)"_s << QStringList{u"randomInt"_s}
                                 << QList<QJsonValue>{-3, 45};
        QTest::newRow("texts") << u"pick('a, b', \"c\")"_s << QStringList{u"pick"_s}
                               << QList<QJsonValue>{u"a, b"_s, u"c"_s};
        QTest::newRow("walk") << u"walk('t',0.5,1,2)"_s << QStringList{u"walk"_s}
                              << QList<QJsonValue>{u"t"_s, 0.5, 1, 2};
    }

    void parses()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, path);
        QFETCH(QList<QJsonValue>, arguments);
        const auto expression = Expression::parse(source, m_keys);
        QVERIFY2(expression.has_value(), expression ? "" : qPrintable(expression.error().message));
        QCOMPARE(expression->path, path);
        QCOMPARE(expression->arguments, arguments);
        QCOMPARE(expression->isCall, source.contains(u'('));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QString() << u"expected a name"_s;
        QTest::newRow("unknown name") << u"requestTme"_s << u"unknown name"_s;
        QTest::newRow("unknown topic") << u"topics.other"_s << u"expected topics.report"_s;
        QTest::newRow("unknown function") << u"later()"_s << u"no function later()"_s;
        QTest::newRow("too few arguments") << u"random(1)"_s << u"takes 2 arguments, found 1"_s;
        QTest::newRow("too many arguments") << u"now(1)"_s << u"takes 0 arguments, found 1"_s;
        QTest::newRow("wrong type") << u"random('a', 2)"_s << u"argument 1 of random() must be a number"_s;
        QTest::newRow("no closing bracket") << u"random(1, 2"_s << u"closing bracket"_s;
        QTest::newRow("no closing quote") << u"pick('a)"_s << u"quoted text"_s;
        QTest::newRow("text behind") << u"now() + 1"_s << u"did not expect"_s;
        QTest::newRow("code") << u"1 + 1"_s << u"expected a name"_s;
        QTest::newRow("trailing dot") << u"vars."_s << u"expected a name"_s;
    }

    void refuses()
    {
        QFETCH(QString, source);
        QFETCH(QString, says);
        const auto expression = Expression::parse(source, m_keys);
        QVERIFY(!expression);
        QVERIFY(expression.error().code == ErrorCode::InvalidArgument);
        QVERIFY2(expression.error().message.contains(says), qPrintable(expression.error().message));
    }
};

STANDIN_TEST(TestExpression)
#include "tst_expression.moc"
