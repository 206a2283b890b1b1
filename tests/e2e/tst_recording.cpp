// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "broker/localbroker.h"
#include "e2e/program.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

namespace {

/// What the back end does when a device reports: it sends commands, one after the other.
struct Behaviour
{
    QByteArray op = "reboot";
    int times = 1;
};

QByteArray commandWith(const QByteArray &op)
{
    return R"({"requestTime":)" + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + R"(,"op":")" + op +
           R"(","job":")" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + R"("})";
}

} // namespace

/// The conversation of docs/rest.md, recorded over REST and run again by `standin run`.
class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void passesWhenItIsRunAgain_data();
    void passesWhenItIsRunAgain();
    void failsWhenTheBackEndHasChanged_data();
    void failsWhenTheBackEndHasChanged();
    void runsWithoutABackEnd();

private:
    /// The device API as in the document, with a command in between. Returns the path of the scenario.
    QString record(const QByteArray &options);
    /// Answers each report of a device with commands, as the test's back end.
    void obey(const Behaviour &behaviour);
    /// Runs the scenario; the exit code.
    int run(const QString &scenario, QString &output, const QStringList &arguments = {});

    LocalBroker m_broker;
    BackEnd m_backEnd;
    QTemporaryDir m_files;
    QString m_scenario;
};

void TestRecording::initTestCase()
{
    VERIFY_RESULT(m_broker.start());
    QVERIFY(m_backEnd.start(m_broker.url()));
    m_scenario = record("{}");
    QVERIFY(!m_scenario.isEmpty());
}

QString TestRecording::record(const QByteArray &options)
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    if (!standin.startListening({u"serve"_s, u"--port"_s, u"0"_s}))
        return {};
    const auto device = [&standin](const QString &call, const QByteArray &body = {}) {
        const Program::Answer answer = standin.post(u"/api/device/"_s + call, body);
        return answer.json[u"code"_s].toInt(-1) == 0;
    };
    const QString id = standin.post(u"/api/v1/recordings"_s, options).json[u"recording"_s][u"id"_s].toString();
    const QByteArray connect = R"({"client_id":"gw-1","host":"127.0.0.1","port":)" +
                               QByteArray::number(m_broker.url().port()) + R"(,"username":"u","password":"p"})";
    if (!device(u"connect"_s, connect) ||
        !device(u"upload?client_id=gw-1"_s, R"({"temperature":21.5,"at":"${now()}"})") ||
        !device(u"setResponseMsg?client_id=gw-1"_s, R"({"code":7,"requestTime":"${requestTime}"})"))
        return {};
    const QByteArray text = commandWith("reboot");
    m_backEnd.send(u"mqtt/gw-1/v1/bypass"_s, text, 1);
    const QByteArray time = QByteArray::number(QJsonDocument::fromJson(text)[u"requestTime"_s].toInteger());
    const auto hasArrived = [&] {
        return device(u"getMsgByRequestTime?client_id=gw-1"_s, R"({"requestTime":)" + time + '}');
    };
    if (!QTest::qWaitFor(hasArrived, 10'000) || !device(u"offline?client_id=gw-1&mode=abrupt"_s) ||
        !device(u"reconnect?client_id=gw-1"_s))
        return {};
    standin.post(u"/api/v1/recordings/%1:stop"_s.arg(id));
    const Program::Answer scenario = standin.get(u"/api/v1/recordings/%1/scenario"_s.arg(id));
    const QString path = m_files.filePath(u"recorded-%1.scenario.json"_s.arg(options.size()));
    const QByteArray file = QJsonDocument(scenario.json).toJson();
    return File::writeAtomically(path, file) ? path : QString();
}

void TestRecording::obey(const Behaviour &behaviour)
{
    for (const BackEnd::Heard &heard : m_backEnd.heard()) {
        if (!heard.topic.endsWith(u"/v1/req"))
            continue;
        const QString id = heard.topic.section(u'/', 1, 1);
        m_backEnd.forget();
        for (int i = 0; i < behaviour.times; ++i)
            m_backEnd.send(u"mqtt/%1/v1/bypass"_s.arg(id), commandWith(behaviour.op), 1);
        return;
    }
}

int TestRecording::run(const QString &scenario, QString &output, const QStringList &arguments)
{
    Program standin(QStringLiteral(STANDIN_PROGRAM));
    m_backEnd.forget();
    standin.setVariable(u"GW_1_PASSWORD"_s, u"p"_s);
    standin.start(QStringList{u"run"_s, scenario} + arguments);
    const int code = standin.waitForEnd();
    output = standin.output() + standin.complaints();
    return code;
}

void TestRecording::passesWhenItIsRunAgain_data()
{
    QTest::addColumn<int>("round");
    for (int round = 1; round <= 3; ++round)
        QTest::addRow("round %d", round) << round;
}

void TestRecording::passesWhenItIsRunAgain()
{
    QTimer backEnd;
    backEnd.callOnTimeout(this, [this] { obey({}); });
    backEnd.start(1);
    QString output;
    QVERIFY2(run(m_scenario, output) == 0, qPrintable(output));
}

void TestRecording::failsWhenTheBackEndHasChanged_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<int>("times");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("another value") << "format"_ba << 1 << QStringList{u"reboot"_s, u"format"_s};
    QTest::newRow("no command") << "reboot"_ba << 0 << QStringList{u"reboot"_s, u"got none"_s};
    QTest::newRow("the command twice") << "reboot"_ba << 2 << QStringList{u"2"_s};
}

void TestRecording::failsWhenTheBackEndHasChanged()
{
    QFETCH(QByteArray, op);
    QFETCH(int, times);
    QFETCH(QStringList, words);
    QTimer backEnd;
    backEnd.callOnTimeout(this, [this, op, times] { obey({.op = op, .times = times}); });
    backEnd.start(1);
    QString output;
    const QString json = m_files.filePath(u"report.json"_s);
    QCOMPARE(run(m_scenario, output, {u"--json"_s, json}), 1);
    for (const QString &word : std::as_const(words))
        QVERIFY2(output.contains(word), qPrintable(output));
    // It fails at the expectation of the command: what is before it has passed.
    const QByteArray report = File::read(json, 64 * 1024 * 1024).value_or(QByteArray());
    const QJsonArray steps = QJsonDocument::fromJson(report)[u"runs"_s][0][u"steps"_s].toArray();
    QVERIFY2(steps.size() >= 4, report.constData());
    QCOMPARE(steps.at(3)[u"kind"_s].toString(), u"expect"_s);
    QCOMPARE(steps.at(3)[u"outcome"_s].toString(), u"failed"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(steps.at(i)[u"outcome"_s].toString(), u"passed"_s);
}

void TestRecording::runsWithoutABackEnd()
{
    const QString scenario = record(R"({"commands":"published"})");
    QVERIFY(!scenario.isEmpty());
    QString output;
    QVERIFY2(run(scenario, output) == 0, qPrintable(output));
}

STANDIN_TEST(TestRecording)
#include "tst_recording.moc"
