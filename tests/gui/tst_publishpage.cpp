// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/template.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QToolButton>
#include <QWheelEvent>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Models;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Actions of a tester on the Publish page of a real window, and the messages that the broker gets.
class TestPublishPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void sendsByKeys();
    void sendsWhatTheFieldsSay_data();
    void sendsWhatTheFieldsSay();
    void topicIsResolved_data();
    void topicIsResolved();
    void topicIsAskedFor();
    void failureIsReported();
    void wrongTemplateIsReported();
    void sendsFromAllSelected();
    void showsHowManyFailed();
    void resultIsThatOfTheMessage();
    void badJsonIsMarked();
    void badJsonCanBeSent();
    void templateIsInserted();
    void messageStaysWithAnotherDevice();
    void addressIsThatOfTheDevice();
    void messageIsSavedAndSent();
    void savedMessageIsSentFromAllSelected();
    void savedMessagesAreReachedByTab();
    void menuHasAllTemplates();
    void savedMessageNeedsAName_data();
    void savedMessageNeedsAName();
    void savedMessageIsLoaded();
    void savedMessageIsReplaced();
    void savedMessageIsRemoved();
    void savedMessagesAreThoseOfTheDocument();
    void wheelChangesNoField();

private:
    /// Makes a device, brings it online, and waits for the back end to listen to it.
    void connectOne(WindowFixture &w, BackEnd &backEnd, const QString &id) const;
    static PayloadEditor *editor(const WindowFixture &w) { return w.find<PayloadEditor>(u"editor"_s); }
    static MessageLabel *result(const WindowFixture &w) { return w.find<MessageLabel>(u"resultLabel"_s); }
    static void setTopic(const WindowFixture &w, const QString &topic)
    {
        w.find<QComboBox>(u"topicBox"_s)->setEditText(topic);
    }
    static QList<QToolButton *> savedButtons(const WindowFixture &w)
    {
        QList<QToolButton *> buttons = w.find<QWidget>(u"savedMessages"_s)->findChildren<QToolButton *>();
        buttons.removeIf([](const QToolButton *button) { return !button->isVisible(); });
        return buttons;
    }
    static void save(const WindowFixture &w, const QString &name)
    {
        const DialogAnswer answer(DialogAnswer::entering(name));
        w.click(u"saveMessageButton"_s);
        QVERIFY(answer.wasAsked());
    }

    LocalBroker m_broker;
};

void TestPublishPage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestPublishPage::connectOne(WindowFixture &w, BackEnd &backEnd, const QString &id) const
{
    QVERIFY(backEnd.start(m_broker.url(), u"+/%1/#"_s.arg(id)));
    w.add(w.profile(id));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(id), u"online"_s);
}

void TestPublishPage::sendsByKeys()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"pub"_s);
    QCOMPARE(w.find<QLabel>(u"resolvedLabel"_s)->text(), u"→ mqtt/pub/v1/req"_s);
    editor(w)->setPayload(R"({"id": "${clientId}"})");
    editor(w)->setFocus();
    QTest::keyClick(editor(w), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/pub/v1/req"_s).size(), 1);
    QVERIFY(backEnd.heard().first().payload.contains("\"pub\""));
    QTRY_VERIFY(result(w)->text().startsWith(u"Acknowledged by the broker"));
    QCOMPARE(result(w)->tone(), MessageLabel::Tone::Good);
    QTRY_VERIFY(w.logColumn(JournalModel::TopicColumn).contains(u"mqtt/pub/v1/req"_s));
    QCOMPARE(editor(w)->payload(), QByteArray(R"({"id": "${clientId}"})"));
}

void TestPublishPage::sendsWhatTheFieldsSay_data()
{
    QTest::addColumn<int>("qos");
    QTest::addColumn<bool>("retain");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("QoS 0") << 0 << false << QByteArray("{}");
    QTest::newRow("QoS 1, retained") << 1 << true << QByteArray("text");
    QTest::newRow("QoS 2") << 2 << false << u"21 °C"_s.toUtf8();
    QTest::newRow("empty") << 1 << false << QByteArray();
    QTest::newRow("byte order mark") << 1 << false << u"\uFEFF{\"a\":1}"_s.toUtf8();
}

void TestPublishPage::sendsWhatTheFieldsSay()
{
    QFETCH(int, qos);
    QFETCH(bool, retain);
    QFETCH(QByteArray, payload);
    WindowFixture w(m_broker);
    BackEnd backEnd;
    const QString id = u"fields-%1"_s.arg(QLatin1String(QTest::currentDataTag())).remove(u' ').remove(u',');
    connectOne(w, backEnd, id);
    w.find<QComboBox>(u"qosBox"_s)->setCurrentIndex(qos);
    w.find<QCheckBox>(u"retainBox"_s)->setChecked(retain);
    setTopic(w, u"fields/${clientId}/x"_s);
    editor(w)->setPayload(payload);
    w.click(u"sendButton"_s);
    QTRY_COMPARE(backEnd.heard().size(), 1);
    QCOMPARE(backEnd.heard().first().topic, u"fields/%1/x"_s.arg(id));
    QCOMPARE(backEnd.heard().first().payload, payload);
    QTRY_COMPARE(result(w)->tone(), MessageLabel::Tone::Good);
    QCOMPARE(result(w)->text().contains(u"QoS 0"), qos == 0);

    BackEnd later; // receives the retained message
    QVERIFY(later.start(m_broker.url(), u"fields/%1/x"_s.arg(id)));
    backEnd.send(u"fields/%1/x"_s.arg(id), "end");
    QTRY_VERIFY(!later.heard().isEmpty() && later.heard().last().payload == "end");
    QCOMPARE(later.heard().first().retain, retain);
}

void TestPublishPage::topicIsResolved_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"a/b"_s << QString();
    QTest::newRow("report topic") << u"${topics.report}"_s << u"→ mqtt/gw-1/v1/req"_s;
    QTest::newRow("reply topic") << u"${topics.reply}/x"_s << u"→ mqtt/gw-1/v1/bypass/rsp/x"_s;
    QTest::newRow("client id and index") << u"${clientId}/${index}"_s << u"→ gw-1/1"_s;
    QTest::newRow("what only sending can say") << u"${uuid()}"_s << QString();
}

void TestPublishPage::topicIsResolved()
{
    QFETCH(QString, topic);
    QFETCH(QString, shown);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    w.selectRows({1});
    setTopic(w, topic);
    QCOMPARE(w.find<QLabel>(u"resolvedLabel"_s)->text(), shown);
}

void TestPublishPage::topicIsAskedFor()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.find<QComboBox>(u"topicBox"_s)->clearEditText();
    w.click(u"sendButton"_s);
    QVERIFY(result(w)->text().contains(u"topic"));
    QCOMPARE(result(w)->tone(), MessageLabel::Tone::Bad);
    setTopic(w, u"a"_s);
    QVERIFY(result(w)->text().isEmpty());
}

void TestPublishPage::failureIsReported()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"asleep"_s));
    w.click(u"sendButton"_s);
    QTRY_COMPARE(result(w)->tone(), MessageLabel::Tone::Bad);
    QVERIFY(result(w)->text().contains(u"Connect it first"));
}

void TestPublishPage::wrongTemplateIsReported()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"wrong"_s);
    editor(w)->setPayload("{\"a\": \"${nonsense}\"}");
    w.click(u"sendButton"_s);
    QTRY_COMPARE(result(w)->tone(), MessageLabel::Tone::Bad);
    QVERIFY2(result(w)->text().contains(u"nonsense"), qPrintable(result(w)->text()));
    QVERIFY(backEnd.heard().isEmpty());
}

void TestPublishPage::sendsFromAllSelected()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/+/v1/req"_s));
    w.add(w.profile(u"many-${index}"_s, 3));
    QVERIFY(!w.find<QWidget>(u"sendToSelectedButton"_s)->isVisible());
    w.selectRows({0, 2});
    QCOMPARE(w.find<QPushButton>(u"sendToSelectedButton"_s)->text().remove(u'&'), u"Send from all 2 selected"_s);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.engine->fleet().totals().online, 2);
    w.click(u"sendToSelectedButton"_s);
    QTRY_COMPARE(backEnd.heard().size(), 2);
    QTRY_VERIFY(result(w)->text().startsWith(u"2 messages acknowledged"));
    QVERIFY(backEnd.heardOn(u"mqtt/many-1/v1/req"_s).isEmpty());
}

void TestPublishPage::showsHowManyFailed()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"half-${index}"_s, 2));
    w.selectRows({0});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"half-0"_s), u"online"_s);
    w.selectRows({0, 1});
    w.click(u"sendToSelectedButton"_s);
    QTRY_COMPARE(result(w)->tone(), MessageLabel::Tone::Bad);
    QVERIFY2(result(w)->text().startsWith(u"1 of 2 sent. half-1: "), qPrintable(result(w)->text()));
}

void TestPublishPage::resultIsThatOfTheMessage()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    const auto fail = [&] {
        w.click(u"sendButton"_s);
        QTRY_COMPARE(result(w)->tone(), MessageLabel::Tone::Bad);
    };
    fail();
    editor(w)->setPayload("{}");
    QVERIFY(result(w)->text().isEmpty());
    fail();
    w.selectRows({1});
    QVERIFY2(result(w)->text().isEmpty(), "it was about another device");
}

void TestPublishPage::badJsonIsMarked()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    editor(w)->setPayload("{\n  \"a\": x\n}");
    const auto *problem = w.find<MessageLabel>(u"problemLabel"_s);
    QVERIFY(problem->text().startsWith(u"Line 2, column 8"));
    QCOMPARE(problem->tone(), MessageLabel::Tone::Bad);
    QVERIFY(!w.find<QAbstractButton>(u"formatButton"_s)->isEnabled());
    editor(w)->setPayload("hello");
    QCOMPARE(problem->tone(), MessageLabel::Tone::Quiet);
    editor(w)->setPayload("{\"a\":1}");
    QVERIFY(problem->text().isEmpty());
    w.click(u"formatButton"_s);
    QCOMPARE(editor(w)->payload(), QByteArray("{\n  \"a\": 1\n}"));
}

void TestPublishPage::badJsonCanBeSent()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"broken"_s);
    editor(w)->setPayload("{\"a\": x}");
    w.click(u"sendButton"_s);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/broken/v1/req"_s).value(0), QByteArray("{\"a\": x}"));
}

void TestPublishPage::templateIsInserted()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    editor(w)->setPayload({});
    const QMenu *menu = w.find<QPushButton>(u"insertButton"_s)->menu();
    QStringList offered;
    for (QAction *action : menu->actions()) {
        offered.append(action->text().section(u'\t', 0, 0));
        if (offered.last() == u"${uuid()}")
            action->trigger();
    }
    QCOMPARE(editor(w)->payload(), QByteArray("${uuid()}"));
    QVERIFY(offered.contains(u"${clientId}"_s));
    QVERIFY2(!offered.contains(u"${requestTime}"_s), "there is no command that it could come from");
}

void TestPublishPage::messageStaysWithAnotherDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    editor(w)->setPayload("[1]");
    w.selectRows({1});
    QCOMPARE(editor(w)->payload(), QByteArray("[1]"));
}

void TestPublishPage::addressIsThatOfTheDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    auto *topic = w.find<QComboBox>(u"topicBox"_s);
    auto *qos = w.find<QComboBox>(u"qosBox"_s);
    auto *retain = w.find<QCheckBox>(u"retainBox"_s);
    const auto isDefault = [&] {
        return topic->currentText() == u"${topics.report}" && qos->currentIndex() == 1 && !retain->isChecked();
    };
    QVERIFY(isDefault());
    setTopic(w, u"state/gw-0"_s);
    qos->setCurrentIndex(2);
    retain->setChecked(true);
    w.selectRows({1});
    QVERIFY(isDefault());
    w.selectRows({0});
    QCOMPARE(topic->currentText(), u"state/gw-0"_s);
    QCOMPARE(qos->currentIndex(), 2);
    QVERIFY(retain->isChecked());
    w.selectRows({1});

    // A new device of that id is another device.
    AWAIT_RESULT(w.engine->fleet().perform(u"gw-0"_s, Order::Remove()));
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 1);
    w.add(w.profile(u"other"_s));
    w.selectRows({1});
    w.add(w.profile(u"gw-0"_s));
    w.selectRows({2});
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-0"_s);
    QVERIFY(isDefault());
}

void TestPublishPage::messageIsSavedAndSent()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    connectOne(w, backEnd, u"saver"_s);
    editor(w)->setPayload("{\"door\":\"open\"}");
    save(w, u"Door opened"_s);
    QCOMPARE(w.engine->fleet().profile(u"saver"_s)->messages.value(0).name, u"Door opened"_s);
    QVERIFY(w.window->isWindowModified());

    editor(w)->setPayload("{}");
    QTRY_COMPARE(savedButtons(w).size(), 1);
    QToolButton *button = savedButtons(w).first();
    QCOMPARE(button->text(), u"Door opened"_s);
    QVERIFY(button->toolTip().contains(u"${topics.report}") && button->toolTip().contains(u"open"));
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(10, 10));
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/saver/v1/req"_s).value(0), QByteArray("{\"door\":\"open\"}"));
    QTRY_VERIFY(result(w)->text().startsWith(u"“Door opened”: "));
    QCOMPARE(editor(w)->payload(), QByteArray("{}"));
}

void TestPublishPage::savedMessageIsSentFromAllSelected()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"saved/#"_s));
    Profile profile = w.profile(u"all-${index}"_s, 3);
    profile.messages = {{.name = u"Alarm"_s, .topic = u"saved/${clientId}"_s, .payload = "[7]"}};
    w.add(profile);
    w.deviceTable()->selectAll();
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.engine->fleet().totals().online, 3);
    w.selectRows({0, 2});
    QToolButton *button = savedButtons(w).first();
    QVERIFY2(button->toolTip().contains(u"all 2 selected"), qPrintable(button->toolTip()));
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(10, 10));
    QTRY_COMPARE(backEnd.heard().size(), 2);
    QCOMPARE(backEnd.heardOn(u"saved/all-0"_s).size(), 1);
    QCOMPARE(backEnd.heardOn(u"saved/all-2"_s).size(), 1);
    QTRY_VERIFY(result(w)->text().startsWith(u"“Alarm”: 2 messages"));
    w.selectRows({1});
    QVERIFY(!savedButtons(w).first()->toolTip().contains(u"selected"));
}

void TestPublishPage::savedMessagesAreReachedByTab()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.messages = {{.name = u"First"_s, .payload = "1"}, {.name = u"Second"_s, .payload = "2"}};
    w.add(profile);
    QTRY_COMPARE(savedButtons(w).size(), 2);
    w.find<QWidget>(u"sendButton"_s)->setFocus();
    QStringList reached;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const auto *button = qobject_cast<QToolButton *>(QApplication::focusWidget());
        reached.append(button ? button->text() : QApplication::focusWidget()->objectName());
    }
    QCOMPARE(reached, QStringList({u"First"_s, u"Second"_s, u"saveMessageButton"_s}));
}

void TestPublishPage::menuHasAllTemplates()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    QStringList offered;
    w.trigger(u"actionRulesPage"_s);
    w.click(u"addPresetButton"_s); // its editor offers those of replies
    for (const QString &button : {u"insertButton"_s, u"payloadInsertButton"_s}) {
        for (const QAction *action : w.find<QPushButton>(button)->menu()->actions()) {
            if (!action->isSeparator())
                offered.append(action->text().section(u'\t', 0, 0));
        }
    }
    for (const QString &text : std::as_const(offered))
        VERIFY_RESULT(Template::compile(text.toUtf8(), Profile().correlationNames()));
    // The error about an unknown function names all functions.
    const QString known = Template::compile("${nonsense()}", {}).error().message.section(u"known are"_s, 1);
    static const QRegularExpression name(u"[a-zA-Z]+"_s);
    auto found = name.globalMatch(known);
    QVERIFY(found.hasNext());
    while (found.hasNext()) {
        const QString function = u"${%1("_s.arg(found.next().captured());
        QVERIFY2(
            std::any_of(offered.cbegin(), offered.cend(), [&](const QString &t) { return t.startsWith(function); }),
            qPrintable(function));
    }
    for (const QString &scope : {u"${vars."_s, u"${topics.report}"_s, u"${topics.command}"_s, u"${topics.reply}"_s,
                                 u"${command.topic}"_s, u"${command.payload}"_s, u"${command.json."_s})
        QVERIFY2(std::any_of(offered.cbegin(), offered.cend(), [&](const QString &t) { return t.startsWith(scope); }),
                 qPrintable(scope));
}

void TestPublishPage::savedMessageNeedsAName_data()
{
    QTest::addColumn<DialogAnswer::Deal>("deal");
    QTest::newRow("cancelled") << DialogAnswer::Deal([](QWidget &dialog) { static_cast<QDialog &>(dialog).reject(); });
    QTest::newRow("empty") << DialogAnswer::entering({});
    QTest::newRow("blank") << DialogAnswer::entering(u"  "_s);
}

void TestPublishPage::savedMessageNeedsAName()
{
    QFETCH(DialogAnswer::Deal, deal);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    const DialogAnswer answer(deal);
    w.click(u"saveMessageButton"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(w.engine->fleet().profile(u"gw"_s)->messages.isEmpty());
    QVERIFY(savedButtons(w).isEmpty());
    QVERIFY(!w.window->isWindowModified());
}

void TestPublishPage::savedMessageIsLoaded()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.messages = {{.name = u"Alarm"_s, .topic = u"alarm"_s, .payload = "[7]", .qos = 2, .retain = true}};
    w.add(profile);
    savedButtons(w).first()->menu()->actions().first()->trigger();
    QCOMPARE(w.find<QComboBox>(u"topicBox"_s)->currentText(), u"alarm"_s);
    QCOMPARE(w.find<QComboBox>(u"qosBox"_s)->currentIndex(), 2);
    QVERIFY(w.find<QCheckBox>(u"retainBox"_s)->isChecked());
    QCOMPARE(editor(w)->payload(), QByteArray("[7]"));
    QVERIFY2(!w.window->isWindowModified(), "nothing of the profile was changed");
}

void TestPublishPage::savedMessageIsReplaced()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.messages = {{.name = u"First"_s, .payload = "1"}, {.name = u"Second"_s, .payload = "2"}};
    w.add(profile);
    setTopic(w, u"other"_s);
    editor(w)->setPayload("3");
    savedButtons(w).at(1)->menu()->actions().at(1)->trigger();
    const QList<SavedMessage> messages = w.engine->fleet().profile(u"gw"_s)->messages;
    QCOMPARE(messages.size(), 2);
    QVERIFY(messages.at(0) == profile.messages.at(0));
    QCOMPARE(messages.at(1).name, u"Second"_s);
    QCOMPARE(messages.at(1).topic, u"other"_s);
    QCOMPARE(messages.at(1).payload, QByteArray("3"));
}

void TestPublishPage::savedMessageIsRemoved()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.messages = {{.name = u"First"_s, .payload = "1"}, {.name = u"Second"_s, .payload = "2"}};
    w.add(profile);
    savedButtons(w).first()->menu()->actions().last()->trigger();
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->messages.size(), 1);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->messages.first().name, u"Second"_s);
    QTRY_COMPARE(savedButtons(w).size(), 1);
    QCOMPARE(savedButtons(w).first()->text(), u"Second"_s);
}

void TestPublishPage::savedMessagesAreThoseOfTheDocument()
{
    WindowFixture w(m_broker);
    Profile first = w.profile(u"a"_s);
    first.messages = {{.name = u"Of a"_s, .payload = "1"}};
    w.add(first);
    w.add(w.profile(u"b"_s));
    w.selectRows({0});
    QCOMPARE(savedButtons(w).size(), 1);
    w.selectRows({1});
    QTRY_VERIFY(savedButtons(w).isEmpty());
    save(w, u"Of b"_s);
    QCOMPARE(w.engine->fleet().profile(u"a"_s)->messages.size(), 1);
    QCOMPARE(w.engine->fleet().profile(u"b"_s)->messages.first().name, u"Of b"_s);
}

void TestPublishPage::wheelChangesNoField()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    auto *box = w.find<QComboBox>(u"qosBox"_s);
    QCOMPARE(box->currentIndex(), 1);
    const QPointF at = box->rect().center();
    QWheelEvent event(at, box->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(box, &event);
    QCOMPARE(box->currentIndex(), 1);
}

STANDIN_TEST(TestPublishPage)
#include "tst_publishpage.moc"
