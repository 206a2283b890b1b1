// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariodocument.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/widgets/textview.h"
#include "gui/windowfixture.h"
#include "models/steptreemodel.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttSubscription>

#include <QAction>
#include <QDateTime>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// A system under test: it answers a report of any device with commands on its command topic.
class RecordedBackEnd final : public QObject
{
public:
    [[nodiscard]] bool start(const QUrl &broker)
    {
        m_client.setHostname(broker.host());
        m_client.setPort(static_cast<quint16>(broker.port()));
        m_client.connectToHost();
        if (!QTest::qWaitFor([this] { return m_client.state() == QMqttClient::Connected; }, 10'000))
            return false;
        QMqttSubscription *reports = m_client.subscribe(QMqttTopicFilter(u"mqtt/+/v1/req"_s), 1);
        connect(reports, &QMqttSubscription::messageReceived, this, [this](const QMqttMessage &message) {
            for (int i = 0; i < times; ++i)
                command(message.topic().levels().at(1));
        });
        return QTest::qWaitFor([=] { return reports->state() == QMqttSubscription::Subscribed; }, 10'000);
    }

    QByteArray op = "ring";
    int times = 1;

private:
    void command(const QString &device)
    {
        const QByteArray time = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
        m_client.publish(QMqttTopicName(u"mqtt/%1/v1/bypass"_s.arg(device)),
                         "{\"op\":\"" + op + "\",\"requestTime\":" + time + '}', 1);
    }

    QMqttClient m_client;
};

/// Record and Stop, by the clicks of a tester in a real window.
class TestScenarioRecording : public QObject
{
    Q_OBJECT

    LocalBroker m_broker;
    RecordedBackEnd m_backEnd;

    /// A device with a will and a saved message.
    [[nodiscard]] Profile gateway(const WindowFixture &w) const
    {
        Profile profile = w.profile(u"gw-1"_s);
        profile.messages.append({.name = u"Door opened"_s, .payload = "{\"door\":\"open\"}"});
        profile.connection.will = Will{.topic = u"state/${clientId}"_s, .payload = "gone"};
        return profile;
    }
    /// Connect, saved message, the command for it and its answer, abrupt offline, reconnect.
    void playSession(const WindowFixture &w);
    static void record(WindowFixture &w) { w.trigger(u"actionRecord"_s); }
    static QString save(WindowFixture &w);
    static void runScenario(const WindowFixture &w);
    static const Models::StepTreeModel *model(const WindowFixture &w)
    {
        return qobject_cast<const Models::StepTreeModel *>(w.find<QTreeView>(u"stepTree"_s)->model());
    }
    static QByteArray text(const WindowFixture &w) { return w.find<PayloadEditor>(u"scenarioEditor"_s)->payload(); }

private slots:
    void initTestCase();
    void init();

    void windowIsMarkedWhileItRecords();
    void nothingDoneIsSaid();
    void recordedSessionPasses();
    void changedBackEndFails_data();
    void changedBackEndFails();
    void closingKeepsTheRecording();
    void endedByOthersIsTaken();
    void options();
};

void TestScenarioRecording::initTestCase()
{
    VERIFY_RESULT(m_broker.start());
    QVERIFY(m_backEnd.start(m_broker.url()));
}

void TestScenarioRecording::init()
{
    m_backEnd.op = "ring";
    m_backEnd.times = 1;
}

void TestScenarioRecording::playSession(const WindowFixture &w)
{
    const auto replies = [&w] {
        return w.engine->journal().read({.device = u"gw-1"_s, .event = EntryEvent::MessageSent}).entries.size();
    };
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
    const auto buttons = w.find<QWidget>(u"savedMessages"_s)->findChildren<QToolButton *>();
    const auto saved = std::ranges::find(buttons, u"Door opened"_s, &QToolButton::text);
    QVERIFY(saved != buttons.end());
    (*saved)->click();
    QTRY_COMPARE(replies(), 2); // the report, and the answer to the command
    w.trigger(u"actionOffline-abrupt"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"offline"_s);
    w.trigger(u"actionReconnect"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
}

QString TestScenarioRecording::save(WindowFixture &w)
{
    const QString path = w.folder.filePath(u"recorded.scenario.json"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(path));
    w.trigger(u"actionSaveScenario"_s);
    return answer.wasAsked() ? path : QString();
}

void TestScenarioRecording::runScenario(const WindowFixture &w)
{
    QTRY_VERIFY(w.find<QToolButton>(u"runButton"_s)->isEnabled());
    w.click(u"runButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!w.find<QToolButton>(u"stopButton"_s)->isEnabled(), 30'000);
}

void TestScenarioRecording::windowIsMarkedWhileItRecords()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-1"_s));
    const auto *mark = w.find<QFrame>(u"recordingBar"_s);
    QVERIFY(!mark->isVisible());
    record(w);
    QVERIFY(mark->isVisible());
    for (const QString &view : {u"actionScenariosView"_s, u"actionDevicesView"_s}) {
        w.trigger(view);
        QVERIFY(mark->isVisible());
    }
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
    QTRY_VERIFY(w.find<QLabel>(u"recordingText"_s)->text().contains(u"actions 1"));
    w.click(u"stopRecordingButton"_s);
    QVERIFY(!mark->isVisible());
    QVERIFY(w.find<QTreeView>(u"stepTree"_s)->isVisible()); // the view with what was recorded
    QCOMPARE(w.engine->recorder().statuses().size(), 0);
}

void TestScenarioRecording::nothingDoneIsSaid()
{
    WindowFixture w(m_broker);
    record(w);
    record(w); // the same action ends it
    QVERIFY(w.find<MessageLabel>(u"recordingNotesLabel"_s)->text().contains(u"Nothing was done"));
}

void TestScenarioRecording::recordedSessionPasses()
{
    WindowFixture w(m_broker);
    w.add(gateway(w));
    record(w);
    playSession(w);
    w.click(u"stopRecordingButton"_s);
    QVERIFY(w.window->isWindowModified());
    QVERIFY(w.find<MessageLabel>(u"recordingNotesLabel"_s)->isVisible());
    const QString path = save(w);
    QVERIFY(!path.isEmpty());
    QVERIFY(!w.window->isWindowModified());
    QVERIFY(!w.find<MessageLabel>(u"recordingNotesLabel"_s)->isVisible());
    for (const char *part : {"Door opened", "\"abrupt\"", "\"expect\"", "\"reconnect\"", "\"ring\""})
        QVERIFY2(text(w).contains(part),
                 qPrintable(QString::fromUtf8(part) + u" is missing in "_s + QString::fromUtf8(text(w))));
    for (int round = 0; round < 3; ++round) {
        runScenario(w);
        const auto *label = w.find<MessageLabel>(u"runLabel"_s);
        QVERIFY2(label->tone() == MessageLabel::Tone::Good,
                 qPrintable(label->text() + u'\n' + QString::fromUtf8(text(w))));
    }
}

void TestScenarioRecording::changedBackEndFails_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<int>("times");
    QTest::addColumn<QStringList>("words"); // of what was expected and what came instead
    QTest::newRow("another field value") << "buzz"_ba << 1 << QStringList{u"ring"_s, u"buzz"_s};
    QTest::newRow("no command") << "ring"_ba << 0 << QStringList{u"ring"_s, u"none"_s};
    QTest::newRow("command twice") << "ring"_ba << 2 << QStringList{u"exactly 1"_s, u"2"_s};
}

void TestScenarioRecording::changedBackEndFails()
{
    QFETCH(const QByteArray, op);
    QFETCH(const int, times);
    QFETCH(const QStringList, words);
    WindowFixture w(m_broker);
    w.add(gateway(w));
    record(w);
    playSession(w);
    w.click(u"stopRecordingButton"_s);
    m_backEnd.op = op;
    m_backEnd.times = times;
    runScenario(w);
    QCOMPARE(w.find<MessageLabel>(u"runLabel"_s)->tone(), MessageLabel::Tone::Bad);
    const QModelIndex chosen = w.find<QTreeView>(u"stepTree"_s)->currentIndex();
    const Scenarios::Step *step = model(w)->step(chosen);
    QVERIFY(step);
    const auto *expect = std::get_if<Scenarios::Expect>(&step->kind);
    QVERIFY2(expect && expect->entries.kind == EntryKind::In, qPrintable(chosen.data().toString()));
    const QString said =
        w.find<TextView>(u"expectedView"_s)->toPlainText() + u'\n' + w.find<TextView>(u"gotView"_s)->toPlainText();
    for (const QString &word : words)
        QVERIFY2(said.contains(word), qPrintable(said));
}

void TestScenarioRecording::closingKeepsTheRecording()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-1"_s));
    record(w);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
    const DialogAnswer answer(DialogAnswer::pressing(QMessageBox::Cancel));
    QVERIFY(!w.window->close());
    QVERIFY(answer.wasAsked());
    QVERIFY(text(w).contains("\"connect\""));
}

void TestScenarioRecording::endedByOthersIsTaken()
{
    WindowFixture w(m_broker);
    record(w);
    w.engine->recorder().stop(w.engine->recorder().statuses().first().id);
    QTRY_VERIFY(!w.find<QFrame>(u"recordingBar"_s)->isVisible());
    QVERIFY(w.find<MessageLabel>(u"recordingNotesLabel"_s)->isVisible());
}

void TestScenarioRecording::options()
{
    WindowFixture w(m_broker);
    w.add(gateway(w));
    w.trigger(u"actionRecordWithoutBackEnd"_s);
    record(w);
    playSession(w);
    w.click(u"stopRecordingButton"_s);
    QVERIFY2(text(w).contains("\"probe\""), text(w).constData());
    m_backEnd.times = 0; // the probe sends the command
    runScenario(w);
    const auto *label = w.find<MessageLabel>(u"runLabel"_s);
    QVERIFY2(label->tone() == MessageLabel::Tone::Good, qPrintable(label->text() + u'\n' + QString::fromUtf8(text(w))));
}

STANDIN_TEST(TestScenarioRecording)
#include "tst_scenariorecording.moc"
