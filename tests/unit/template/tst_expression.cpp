// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "template/expression.h"

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
        QTest::newRow("index") << u"command.levels.2"_s << QStringList{u"command"_s, u"levels"_s, u"2"_s}
                               << QList<QJsonValue>{};
        QTest::newRow("dashes") << u"command.properties.x-id"_s << QStringList{u"command"_s, u"properties"_s, u"x-id"_s}
                                << QList<QJsonValue>{};
        QTest::newRow("elements") << u"command.json.a.0.b"_s
                                  << QStringList{u"command"_s, u"json"_s, u"a"_s, u"0"_s, u"b"_s}
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
        QList<QJsonValue> found;
        for (const JsonText &argument : std::as_const(expression->arguments))
            found.append(argument.toJson());
        QCOMPARE(found, arguments);
        QCOMPARE(expression->isCall, source.contains(u'('));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QString() << u"expected a name"_s;
        QTest::newRow("unknown name") << u"requestTme"_s << u"unknown name"_s;
        QTest::newRow("unknown topic") << u"topics.other"_s << u"expected topics.report"_s;
        QTest::newRow("too many parts") << u"topics.report.x"_s << u"expected topics.report"_s;
        QTest::newRow("parts of a key") << u"requestTime.x"_s << u"has no parts"_s;
        QTest::newRow("parts of the client id") << u"clientId.x"_s << u"has no parts"_s;
        QTest::newRow("parts of the command's topic") << u"command.topic.0"_s << u"expected command.topic"_s;
        QTest::newRow("no level") << u"command.levels"_s << u"command.levels.0"_s;
        QTest::newRow("no property") << u"command.properties"_s << u"command.properties.name"_s;
        QTest::newRow("nothing of the command") << u"command"_s << u"expected command.topic"_s;
        QTest::newRow("a digit in front") << u"1st"_s << u"expected a name"_s;
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

    void functionsTakeTheirArguments_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("isRight");
        const auto right = [](const QString &source) { QTest::newRow(qPrintable(source)) << source << true; };
        const auto wrong = [](const QString &source) { QTest::newRow(qPrintable(source)) << source << false; };
        for (const QString &name : {u"now"_s, u"isoNow"_s, u"uuid"_s, u"seq"_s}) {
            right(name + u"()"_s);
            right(name + u" ( )"_s);
            wrong(name + u"(1)"_s);
            wrong(name);
        }
        for (const QString &name : {u"random"_s, u"randomInt"_s}) {
            right(name + u"(1, 2)"_s);
            right(name + u"(-1.5,+2e3)"_s);
            wrong(name + u"()"_s);
            wrong(name + u"(1)"_s);
            wrong(name + u"(1, 2, 3)"_s);
            wrong(name + u"(1, 'b')"_s);
            wrong(name + u"(1 2)"_s);
            wrong(name + u"(1,, 2)"_s);
            wrong(name + u"(clientId, 2)"_s);
        }
        right(u"pick(1)"_s);
        right(u"pick('a', 2, \"c\")"_s);
        right(u"pick('')"_s);
        wrong(u"pick()"_s);
        wrong(u"pick(a)"_s);
        right(u"walk('n', 1, 2, 3)"_s);
        right(u"walk('%1', 1, 2, 3)"_s.arg(QString(100, u'n')));
        wrong(u"walk('%1', 1, 2, 3)"_s.arg(QString(101, u'n')));
        wrong(u"walk('n', 1, 2)"_s);
        wrong(u"walk('n', 1, 2, 3, 4)"_s);
        wrong(u"walk('n', 'a', 2, 3)"_s);
        right(u"sine(1000, 0, 1)"_s);
        wrong(u"sine(1000, 0)"_s);
        wrong(u"sine('a', 0, 1)"_s);
    }

    void functionsTakeTheirArguments()
    {
        QFETCH(QString, source);
        QFETCH(bool, isRight);
        QCOMPARE(Expression::parse(source, m_keys).has_value(), isRight);
    }

    void literals_data()
    {
        QTest::addColumn<QString>("literal");
        QTest::addColumn<QJsonValue>("value"); // undefined: refused
        const auto row = [](const char *literal, const QJsonValue &value) {
            QTest::newRow(literal) << QString::fromUtf8(literal) << value;
        };
        row("0", 0);
        row("-0.5", -0.5);
        row("+7", 7);
        row(".5", 0.5);
        row("1e3", 1000);
        row("1E-2", 0.01);
        row("''", QString());
        row("' a '", u" a "_s);
        row("'a)'", u"a)"_s);
        row("'say \"a\"'", u"say \"a\""_s);
        row("\"it's\"", u"it's"_s);
        row("'1'", u"1"_s);
        row("'ä'", u"ä"_s);
        row("1.2.3", QJsonValue::Undefined);
        row("1e", QJsonValue::Undefined);
        row("--1", QJsonValue::Undefined);
        row("0x10", QJsonValue::Undefined);
        row("true", QJsonValue::Undefined);
        row("null", QJsonValue::Undefined);
        row("[1]", QJsonValue::Undefined);
        row("now()", QJsonValue::Undefined);
        row("'a\"", QJsonValue::Undefined);
        row("'a' 'b'", QJsonValue::Undefined);
    }

    void literals()
    {
        QFETCH(QString, literal);
        QFETCH(QJsonValue, value);
        const auto expression = Expression::parse(u"pick("_s + literal + u')', m_keys);
        QCOMPARE(expression.has_value(), !value.isUndefined());
        if (expression)
            QCOMPARE(expression->arguments.value(0).toJson(), value);
        else
            QVERIFY(expression.error().message.startsWith(u"${pick("_s + literal + u")}: "_s));
    }

    void namesHaveTheirParts_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("isRight");
        const auto row = [](const char *source, bool isRight) {
            QTest::newRow(source) << QString::fromLatin1(source) << isRight;
        };
        row("topics.report", true);
        row("topics.command", true);
        row("topics.reply", true);
        row("topics", false);
        row("topics.Report", false);
        row("command.topic", true);
        row("command.payload", true);
        row("command.json", true);
        row("command.json.a.b.c", true);
        row("command", false);
        row("command.qos", true);
        row("command.retain", true);
        row("command.qos.x", false);
        row("state", true);
        row("state.a.b", true);
        row("vars", true);
        row("vars.a.b", true);
        row("index", true);
        row("TRACEID", true);
        row(".index", false);
        row("index..a", false);
        row("1index", false);
        row("_a", false);
    }

    void namesHaveTheirParts() { functionsTakeTheirArguments(); }

    void theNumberOfChoicesIsBounded()
    {
        const QString hundred = u"pick("_s + QStringList(100, u"1"_s).join(u',') + u')';
        QVERIFY(Expression::parse(hundred, m_keys));
        QVERIFY(!Expression::parse(QString(hundred).replace(u"pick("_s, u"pick(0,"_s), m_keys));
    }
};

STANDIN_TEST(TestExpression)
#include "tst_expression.moc"
