// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/payloadeditor.h"
#include "support/testprogram.h"

#include <QClipboard>
#include <QGuiApplication>
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
    void keepsBytes_data();
    void keepsBytes();
    void byteOrderMarkIsShown();
    void byteOrderMarkIsPastedAndCopied();
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

void TestPayloadEditor::keepsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray mark = "\xEF\xBB\xBF";
    QTest::newRow("not ASCII") << u"21 °C\n\t温度"_s.toUtf8();
    QTest::newRow("byte order mark") << mark + "{\"a\": 1}";
    QTest::newRow("byte order mark alone") << mark;
    QTest::newRow("byte order mark in the middle") << "{\"a\": \"" + mark + "\"}";
    QTest::newRow("byte order mark before a long line") << mark + QByteArray(10'000, 'x');
    QTest::newRow("byte order mark before many lines") << mark + "a\n"_ba.repeated(10'000);
    QTest::newRow("no UTF-8") << QByteArray("a\xff\xfe\n\xc3(");
    QTest::newRow("zeros") << QByteArray("a\0\0b", 4);
    QTest::newRow("line ends of Windows") << QByteArray("a\r\nb\r\n");
}

void TestPayloadEditor::keepsBytes()
{
    QFETCH(QByteArray, bytes);
    PayloadEditor editor;
    editor.setPayload(bytes);
    QCOMPARE(editor.payload(), bytes);
    editor.reindent();
    QCOMPARE(editor.payload().startsWith("\xEF\xBB\xBF"), bytes.startsWith("\xEF\xBB\xBF"));
}

void TestPayloadEditor::byteOrderMarkIsShown()
{
    PayloadEditor editor;
    editor.setPayload(u"\uFEFF{}"_s.toUtf8());
    const auto width = [&editor](long from, long to) {
        return editor.SendScintilla(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0UL, to) -
               editor.SendScintilla(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0UL, from);
    };
    editor.resize(600, 200);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QVERIFY2(width(0, 3) > width(3, 4), "it is wider than a character");
    QVERIFY2(editor.problem() && editor.problem()->at.column == 1, "a parser may stumble over it");
}

void TestPayloadEditor::byteOrderMarkIsPastedAndCopied()
{
    PayloadEditor editor;
    const QString text = u"\uFEFF{}"_s;
    QGuiApplication::clipboard()->setText(text);
    editor.paste();
    QCOMPARE(editor.payload(), text.toUtf8());
    QGuiApplication::clipboard()->clear();
    editor.selectAll();
    editor.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
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
