// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/payloadeditor.h"
#include "support/testprogram.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestPayloadEditor : public QObject
{
    Q_OBJECT

private slots:
    void findsTheProblem_data();
    void findsTheProblem();
    void checksWhileTyping();
    void reindentsUndoably();
    void leavesBrokenJsonAlone();
    void insertsTemplates();
    void keepsBytes();
    void tabMovesOn();
    void tabIsTypedWithCtrlI();
};

void TestPayloadEditor::findsTheProblem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("valid") << QByteArray("{\"a\": 1}") << 0 << 0;
    QTest::newRow("empty") << QByteArray(" \n ") << 0 << 0;
    QTest::newRow("template in a string") << QByteArray("{\"a\": \"${now()}\"}") << 0 << 0;
    QTest::newRow("second line") << QByteArray("{\n  \"a\": x\n}") << 2 << 8;
    QTest::newRow("behind an umlaut") << QByteArray("{\"ä\": x}") << 1 << 7;
}

void TestPayloadEditor::findsTheProblem()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    PayloadEditor editor;
    editor.setPayload(text);
    QCOMPARE(editor.problem().has_value(), line > 0);
    if (line == 0)
        return;
    QCOMPARE(editor.problem()->at.line, line);
    QCOMPARE(editor.problem()->at.column, column);
    QVERIFY(editor.markersAtLine(line - 1) != 0);
}

void TestPayloadEditor::checksWhileTyping()
{
    PayloadEditor editor;
    const QSignalSpy checked(&editor, &PayloadEditor::checked);
    QTest::keyClicks(&editor, u"[1"_s);
    QVERIFY(editor.problem());
    QTest::keyClicks(&editor, u"]"_s);
    QVERIFY(!editor.problem());
    QCOMPARE(editor.markersAtLine(0), 0u);
    QCOMPARE(checked.count(), 3);
}

void TestPayloadEditor::reindentsUndoably()
{
    PayloadEditor editor;
    editor.setPayload("{\"b\":1,\"a\":[2]}");
    editor.reindent();
    QCOMPARE(editor.payload(), QByteArray("{\n  \"b\": 1,\n  \"a\": [\n    2\n  ]\n}"));
    editor.undo();
    QCOMPARE(editor.payload(), QByteArray("{\"b\":1,\"a\":[2]}"));
}

void TestPayloadEditor::leavesBrokenJsonAlone()
{
    PayloadEditor editor;
    editor.setPayload("{\"a\":");
    editor.reindent();
    QCOMPARE(editor.payload(), QByteArray("{\"a\":"));
}

void TestPayloadEditor::insertsTemplates()
{
    PayloadEditor editor;
    editor.setPayload("ab");
    editor.setSelection(0, 1, 0, 2);
    editor.insertTemplate(u"${uuid()}"_s);
    QCOMPARE(editor.payload(), QByteArray("a${uuid()}"));
}

void TestPayloadEditor::keepsBytes()
{
    PayloadEditor editor;
    const QByteArray text = u"21 °C\n\t温度"_s.toUtf8();
    editor.setPayload(text);
    QCOMPARE(editor.payload(), text);
}

void TestPayloadEditor::tabMovesOn()
{
    QWidget window;
    auto *row = new QHBoxLayout(&window);
    auto *before = new QLineEdit;
    auto *editor = new PayloadEditor;
    auto *after = new QLineEdit;
    for (QWidget *each :
         {static_cast<QWidget *>(before), static_cast<QWidget *>(editor), static_cast<QWidget *>(after)})
        row->addWidget(each);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Tab);
    QVERIFY(after->hasFocus());
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(before->hasFocus());
    QVERIFY(editor->payload().isEmpty());
}

void TestPayloadEditor::tabIsTypedWithCtrlI()
{
    PayloadEditor editor;
    editor.show();
    QTest::keyClick(&editor, Qt::Key_I, Qt::ControlModifier);
    QTest::keyClicks(&editor, u"x"_s);
    QCOMPARE(editor.payload(), QByteArray("  x"));
    editor.setPayload("a\n"); // in a text the tab itself
    editor.setPayload({});
    editor.setIndentationsUseTabs(true);
    QTest::keyClick(&editor, Qt::Key_I, Qt::ControlModifier);
    QCOMPARE(editor.payload(), QByteArray("\t"));
}

STANDIN_TEST(TestPayloadEditor)
#include "tst_payloadeditor.moc"
