// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloaddialogdriver.h"
#include "gui/tour.h"
#include "models/journalmodel.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/template.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

/// "Five minutes in the window" of README.md: each step as it is written there, in a real window. Buttons, pages,
/// menus, payloads and commands are taken from the text, so one that does not exist fails.
class TestTour : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    // In this order: one window goes through them all.
    void step1ShowsDevicesAndReports();
    void step2Publishes();
    void step3PlaysTheBackEnd();
    void step4PresetsAReply();
    void step5GoesSilent();
    void step6SavesTheProfile();
    void thereAreNoOtherSteps() { QCOMPARE(m_tour.size(), 6); }

    void cleanupTestCase();

private:
    static QString plain(QString text) { return text.remove(u'&').remove(u'…'); }
    /// The action of this text, whatever explains it behind a colon; or nullptr.
    static QAction *actionIn(const QMenu *menu, const QString &text);
    void press(const QString &text) const;
    void showPage(const QString &name) const;
    /// Runs a line of the tour, and waits for its end unless it ends in `&`.
    void type(QString command);
    [[nodiscard]] static QJsonObject object(const QString &text)
    {
        return QJsonDocument::fromJson(text.toUtf8()).object();
    }
    /// The payloads of the log on a topic, oldest first.
    [[nodiscard]] QStringList logged(const QString &topic) const;
    [[nodiscard]] QString device() const { return m_tour.code(2).value(0); }

    const Tour m_tour{u"Five minutes in the window"_s};
    LocalBroker m_broker; ///< "your own broker"
    std::unique_ptr<WindowFixture> m_w;
    std::vector<std::unique_ptr<QProcess>> m_background;
};

void TestTour::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
    m_w = std::make_unique<WindowFixture>(m_broker);
}

void TestTour::cleanupTestCase()
{
    for (const auto &process : m_background) {
        process->terminate();
        process->waitForFinished();
    }
    m_background.clear();
    m_w.reset();
}

QAction *TestTour::actionIn(const QMenu *menu, const QString &text)
{
    const QList<QAction *> actions = menu->actions();
    const auto found = std::ranges::find_if(actions, [&text](const QAction *action) {
        return plain(action->text()).section(u':', 0, 0).compare(text, Qt::CaseInsensitive) == 0;
    });
    return found == actions.end() ? nullptr : *found;
}

void TestTour::press(const QString &text) const
{
    for (auto *button : m_w->window->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->isEnabled() && plain(button->text()) == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(u"there is no button "_s + text));
}

void TestTour::showPage(const QString &name) const
{
    auto *pages = m_w->find<QTabWidget>(u"pages"_s);
    for (int i = 0; i < pages->count(); ++i) {
        if (pages->tabText(i) == name) {
            pages->setCurrentIndex(i);
            return;
        }
    }
    QFAIL(qPrintable(u"there is no page "_s + name));
}

void TestTour::type(QString command)
{
    // "The status bar shows the broker's port; here it is …"
    static const QRegularExpression here(u"here it is (\\d+)"_s);
    const QString port = QString::number(m_w->engine->broker().url().port());
    QVERIFY(m_w->find<QToolButton>(u"brokerButton"_s)->text().contains(port));
    command.replace(here.match(m_tour.step(3)).captured(1), port);
    QVERIFY2(command.contains(port), qPrintable(command));
    const bool isInBackground = command.endsWith(u'&');
    auto process = std::make_unique<QProcess>();
    process->start(u"bash"_s, {u"-c"_s, isInBackground ? u"exec "_s + command.chopped(1) : command});
    if (isInBackground) {
        m_background.push_back(std::move(process));
        return;
    }
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
    QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
}

QStringList TestTour::logged(const QString &topic) const
{
    const QStringList topics = m_w->logColumn(JournalModel::TopicColumn);
    const QStringList payloads = m_w->logColumn(JournalModel::PayloadColumn);
    const QStringList kinds = m_w->logColumn(JournalModel::KindColumn);
    QStringList found;
    for (qsizetype i = 0; i < topics.size(); ++i) {
        if (topics[i] == topic && kinds[i] != toString(EntryKind::Protocol))
            found.append(payloads[i]);
    }
    return found;
}

void TestTour::step1ShowsDevicesAndReports()
{
    QVERIFY(m_tour.step(1).contains(u"Three devices of two kinds"));
    QVERIFY(m_tour.code(1).contains(u"./dev run"_s)); // it starts the window with its samples
    m_w->window->startSamples();
    QTRY_COMPARE(m_w->deviceTable()->model()->rowCount(), 3);
    QSet<QString> kinds;
    for (const DeviceStatus &status : m_w->engine->fleet().statuses()) {
        QTRY_COMPARE(m_w->state(status.id), u"online"_s);
        kinds.insert(status.profile);
    }
    QCOMPARE(kinds.size(), 2);
    QTRY_VERIFY(!logged(u"mqtt/%1/v1/req"_s.arg(device())).isEmpty());
}

void TestTour::step2Publishes()
{
    const QModelIndexList rows =
        m_w->deviceTable()->model()->match(m_w->deviceTable()->model()->index(0, 1), Qt::DisplayRole, device());
    QCOMPARE(rows.size(), 1);
    m_w->selectRows({rows.first().row()});
    showPage(m_tour.italic(2).value(0));
    const auto *result = m_w->find<MessageLabel>(u"resultLabel"_s);
    const QStringList buttons = m_tour.bold(2);
    QCOMPARE(buttons.size(), 2);
    press(buttons[0]);
    QTRY_COMPARE(result->tone(), MessageLabel::Tone::Good);
    QVERIFY(result->text().contains(u"cknowledged"));

    m_w->find<PayloadEditor>(u"editor"_s)->setPayload(R"({"edited": true})");
    press(buttons[1]);
    const QString topic = u"mqtt/%1/v1/req"_s.arg(device());
    QTRY_VERIFY(logged(topic).contains(u"{\"edited\": true}"_s));
    QTRY_COMPARE(result->tone(), MessageLabel::Tone::Good);
    QVERIFY(m_tour.step(2).contains(u"(Ctrl+Return)"));
    m_w->find<PayloadEditor>(u"editor"_s)->setPayload(R"({"edited": 2})");
    QTest::keyClick(m_w->find<PayloadEditor>(u"editor"_s), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(logged(topic).contains(u"{\"edited\": 2}"_s));

    int templates = 0;
    for (const QString &code : m_tour.code(2)) {
        if (!code.startsWith(u"${") || code == u"${…}")
            continue;
        VERIFY_RESULT(Template::compile(code.toUtf8(), {}));
        ++templates;
    }
    QVERIFY(templates > 2);
}

void TestTour::step3PlaysTheBackEnd()
{
    const QStringList commands = m_tour.commands(3);
    QCOMPARE(commands.size(), 2);
    type(commands[0]);
    QCOMPARE(m_background.size(), std::size_t(1));
    QByteArray heard;
    const auto hears = [&](const QByteArray &topic) {
        heard += m_background[0]->readAllStandardOutput();
        return heard.contains(topic + ' ');
    };
    const QByteArray topics = "mqtt/" + device().toUtf8();
    QTRY_VERIFY_WITH_TIMEOUT(hears(topics + "/v1/req"), 20'000);
    const QString commandTopic = u"mqtt/%1/v1/bypass"_s.arg(device());
    type(commands[1]);
    QTRY_COMPARE(logged(commandTopic).size(), 1);
    QTRY_COMPARE(logged(commandTopic + u"/rsp"_s).size(), 1);
    const QJsonObject command = object(logged(commandTopic).first());
    const QJsonObject reply = object(logged(commandTopic + u"/rsp"_s).first());
    QVERIFY(command.contains(u"requestTime"_s));
    QCOMPARE(reply[u"requestTime"_s], command[u"requestTime"_s]);
    QCOMPARE(reply[u"code"_s].toInt(-1), 0);
    QTRY_VERIFY(hears(topics + "/v1/bypass/rsp"));
}

void TestTour::step4PresetsAReply()
{
    showPage(m_tour.italic(4).value(0));
    const QString preset = m_tour.code(4).value(0);
    const int code = object(preset)[u"code"_s].toInt();
    QVERIFY2(code != 0, qPrintable(preset));
    const QStringList buttons = m_tour.bold(4);
    QCOMPARE(buttons.size(), 4);
    press(buttons[0]);
    const PayloadDialogDriver opened(*m_w);
    opened.editor()->setPayload(preset.toUtf8());
    press(buttons[1]);
    QTRY_VERIFY(!opened.dialog());
    QTRY_COMPARE(m_w->engine->fleet().status(device())->presetReplies.size(), 1);
    const QString replyTopic = u"mqtt/%1/v1/bypass/rsp"_s.arg(device());
    for (const int expected : {code, 0}) { // "used once, then the default reply is back"
        const qsizetype before = logged(replyTopic).size();
        type(m_tour.commands(3).value(1));
        QTRY_COMPARE(logged(replyTopic).size(), before + 1);
        QCOMPARE(object(logged(replyTopic).last())[u"code"_s].toInt(-1), expected);
    }

    press(buttons[2]);
    press(buttons[3]);
    QTRY_COMPARE(m_w->find<QTableView>(u"rulesTable"_s)->model()->rowCount(), 1);
}

void TestTour::step5GoesSilent()
{
    QMenu *menu = nullptr;
    for (const auto *button : m_w->window->findChildren<QToolButton *>()) {
        if (button->isVisible() && plain(button->text()) == m_tour.bold(5).value(0))
            menu = button->menu();
    }
    QVERIFY2(menu, "the button has no menu");
    QAction *silent = actionIn(menu, m_tour.italic(5).value(0));
    QVERIFY(silent);
    silent->trigger();
    QTRY_COMPARE(m_w->state(device()), u"offline"_s);
    QVERIFY(m_w->engine->fleet().status(device())->offlineMode == OfflineMode::Silent);

    // When the will comes is the broker's business; that it is this one, and how long it takes, is the profile's.
    const auto profile = m_w->engine->fleet().profile(device());
    VERIFY_RESULT(profile);
    const auto will = profile->connection.will;
    QVERIFY(will);
    QCOMPARE(QString(will->topic).replace(u"${clientId}"_s, device()), m_tour.code(5).value(0));
    static const QRegularExpression seconds(u"([0-9.]+) times the keep-alive, here (\\d+) s"_s);
    const QString said = m_tour.step(5).simplified();
    const QRegularExpressionMatch time = seconds.match(said);
    QCOMPARE(time.captured(2).toDouble(), profile->connection.keepAlive * time.captured(1).toDouble());

    press(m_tour.bold(5).value(1));
    QTRY_COMPARE(m_w->state(device()), u"online"_s);
}

void TestTour::step6SavesTheProfile()
{
    showPage(m_tour.italic(6).value(0));
    const QStringList names = m_tour.bold(6);
    QCOMPARE(names.size(), 3);
    m_w->find<QLineEdit>(u"urlEdit"_s)->setText(m_broker.url().toString());
    press(names[0]);
    QCOMPARE(m_w->engine->fleet().profile(device())->connection.url, m_broker.url());

    const QStringList path = names[1].split(u" › "_s);
    QCOMPARE(path.size(), 2);
    QAction *save = nullptr;
    for (const auto *menu : m_w->window->menuBar()->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (plain(menu->title()) == path[0])
            save = actionIn(menu, path[1]);
    }
    QVERIFY2(save && save->isEnabled(), qPrintable(names[1]));
    const QString file = m_w->folder.filePath(u"saved.json"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(file));
    save->trigger();
    QVERIFY(answer.wasAsked());
    const auto saved = ProfileFile::load(file);
    VERIFY_RESULT(saved);
    QCOMPARE(saved->profile.connection.url, m_broker.url());
    QVERIFY(!saved->profile.reply.isEmpty() && !saved->profile.messages.isEmpty());
    press(names[2]); // brings what is offline online; here all are
    press(m_tour.bold(5).value(1));
    QTRY_COMPARE(m_w->engine->fleet().status(device())->broker, m_broker.url().authority());
    QTRY_COMPARE(m_w->state(device()), u"online"_s);
}

STANDIN_TEST(TestTour)
#include "tst_tour.moc"
