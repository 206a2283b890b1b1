// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloaddialogdriver.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QMenu>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The editor of replies and of the state, opened from the Rules page of a real window.
class TestPayloadDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void wrongJsonIsMarked();
    void templatesOfTheCommandAreOffered();
    void onlyAPresetReplyWaitsForACommand();
    void wrongObjectIsNotSaved_data();
    void wrongObjectIsNotSaved();
    void changesAreNotLostSilently_data();
    void changesAreNotLostSilently();
    void unchangedIsClosedWithoutAQuestion();

private:
    static void open(WindowFixture &w, const QString &button)
    {
        w.showRules(w.profile(u"gw"_s));
        w.click(button);
    }

    LocalBroker m_broker;
};

void TestPayloadDialog::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestPayloadDialog::wrongJsonIsMarked()
{
    WindowFixture w(m_broker);
    open(w, u"defaultReplyEditButton"_s);
    const PayloadDialogDriver opened(w);
    auto *format = opened.find<QPushButton>("payloadFormatButton");
    opened.editor()->setPayload("{\"a\":\n x}");
    QVERIFY(opened.problem()->text().startsWith(u"Line 2, column 2"));
    QCOMPARE(opened.problem()->tone(), MessageLabel::Tone::Bad);
    QVERIFY(!format->isEnabled());
    opened.editor()->setPayload("plain");
    QCOMPARE(opened.problem()->tone(), MessageLabel::Tone::Quiet);
    QVERIFY2(opened.saveButton()->isEnabled(), "a reply may be any text");
    opened.editor()->setPayload("[1]");
    QVERIFY(opened.problem()->text().isEmpty());
    format->click();
    QCOMPARE(opened.editor()->payload(), QByteArray("[\n  1\n]"));
}

void TestPayloadDialog::templatesOfTheCommandAreOffered()
{
    WindowFixture w(m_broker);
    open(w, u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload({});
    QAction *first = opened.find<QPushButton>("payloadInsertButton")->menu()->actions().first();
    QVERIFY(first->text().startsWith(u"${requestTime}\t"));
    first->trigger();
    QCOMPARE(opened.editor()->payload(), QByteArray("${requestTime}"));
}

void TestPayloadDialog::onlyAPresetReplyWaitsForACommand()
{
    WindowFixture w(m_broker);
    open(w, u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    QVERIFY(opened.match()->isVisible());
    opened.cancel();
    QTRY_VERIFY(!opened.dialog());
    w.click(u"defaultReplyEditButton"_s);
    QVERIFY(!opened.match()->isVisible());
    QVERIFY(opened.find<QPushButton>("payloadInsertButton")->isVisible());
    opened.cancel();
    QTRY_VERIFY(!opened.dialog());
    w.click(u"stateEditButton"_s);
    QVERIFY(!opened.match()->isVisible());
    QVERIFY2(!opened.find<QPushButton>("payloadInsertButton")->isVisible(), "a state has no templates");
}

void TestPayloadDialog::wrongObjectIsNotSaved_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("not JSON") << QByteArray("{\n  \"a\": }") << u"Line 2, column 8"_s;
    QTest::newRow("not an object") << QByteArray(" [1]") << u"Line 1, column 1"_s;
    QTest::newRow("nothing") << QByteArray(" ") << QString();
}

void TestPayloadDialog::wrongObjectIsNotSaved()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    WindowFixture w(m_broker);
    open(w, u"stateEditButton"_s);
    const PayloadDialogDriver opened(w);
    opened.editor()->setPayload(text);
    QVERIFY2(opened.problem()->text().startsWith(place), qPrintable(opened.problem()->text()));
    QVERIFY(!opened.saveButton()->isEnabled());
    opened.editor()->setPayload("{\"a\": 1}");
    QVERIFY(opened.saveButton()->isEnabled());
}

void TestPayloadDialog::changesAreNotLostSilently_data()
{
    QTest::addColumn<bool>("changesMatch");
    QTest::newRow("payload") << false;
    QTest::newRow("match") << true;
}

void TestPayloadDialog::changesAreNotLostSilently()
{
    QFETCH(bool, changesMatch);
    WindowFixture w(m_broker);
    open(w, u"addPresetButton"_s);
    const PayloadDialogDriver opened(w);
    if (changesMatch)
        opened.match()->setText(u"a/b"_s);
    else
        opened.editor()->setPayload("[1]");
    const DialogAnswer stay(DialogAnswer::pressing(QMessageBox::Cancel));
    QTest::keyClick(opened.dialog(), Qt::Key_Escape);
    QVERIFY(stay.wasAsked());
    QVERIFY(opened.dialog() && opened.dialog()->isVisible());
    const DialogAnswer leave(DialogAnswer::pressing(u"Discard"_s));
    QTest::keyClick(opened.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!opened.dialog());
    QVERIFY(w.engine->fleet().status(u"gw"_s)->presetReplies.isEmpty());
}

void TestPayloadDialog::unchangedIsClosedWithoutAQuestion()
{
    WindowFixture w(m_broker);
    open(w, u"stateEditButton"_s);
    const PayloadDialogDriver opened(w);
    QTest::keyClick(opened.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!opened.dialog());
}

STANDIN_TEST(TestPayloadDialog)
#include "tst_payloaddialog.moc"
