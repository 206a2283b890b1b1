// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloaddialogdriver.h"
#include "gui/stallmeter.h"
#include "gui/widgets/textview.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// Showing a message must not block the window, for any content.
class TestLargePayloads : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void detailsDoNotBlock_data() { payloads(); }
    void detailsDoNotBlock();
    void everythingIsShownOnDemand();
    void hostileFactsDoNotBlock_data();
    void hostileFactsDoNotBlock();
    void rowsWithLongTextsDoNotBlock();
    void editorDoesNotBlock_data() { payloads(); }
    void editorDoesNotBlock();
    void presetEditorDoesNotBlock_data() { payloads(); }
    void presetEditorDoesNotBlock();

private:
    static void payloads();

    LocalBroker m_broker;
};

namespace {

QByteArray random(qsizetype size)
{
    QRandomGenerator generator(7);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(generator.bounded(256));
    return bytes;
}

QByteArray numbers(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += QByteArray::number(i * 7919 % 100'000) + ',';
    return '[' + text + "0]";
}

} // namespace

void TestLargePayloads::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestLargePayloads::payloads()
{
    constexpr qsizetype large = 1024 * 1024;
    constexpr qsizetype largest = 4 * large; // of a body that REST takes
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("hex in JSON") << QByteArray(R"({"requestTime":5,"img":")" + random(250'000).toHex() + "\"}");
    QTest::newRow("hex alone") << random(250'000).toHex();
    QTest::newRow("base64url") << random(large / 2).toBase64(QByteArray::Base64UrlEncoding);
    QTest::newRow("numbers on a line") << numbers(100'000);
    QTest::newRow("one letter") << QByteArray(largest, 'a');
    QTest::newRow("words on a line") << QByteArray("word ").repeated(large / 5);
    QTest::newRow("line ends") << QByteArray(largest, '\n');
    QTest::newRow("carriage returns") << QByteArray(large, '\r');
    QTest::newRow("nested deeply") << QByteArray(QByteArray(900, '[') + QByteArray("1,").repeated(50'000) + '1' +
                                                 QByteArray(900, ']'));
    QTest::newRow("brackets alone") << QByteArray(large, '[');
    QTest::newRow("many small objects") << QByteArray('[' + QByteArray(R"({"a":1,"b":"x"},)").repeated(50'000) + "{}]");
    QTest::newRow("emoji") << u"😀"_s.repeated(200'000).toUtf8();
    QTest::newRow("combining marks") << QByteArray("e" + u"\u0301"_s.repeated(300'000).toUtf8());
    QTest::newRow("right to left") << u"שלום עולם"_s.repeated(50'000).toUtf8();
    QTest::newRow("paragraph separators") << u"a\u2029"_s.repeated(200'000).toUtf8();
    QTest::newRow("bytes") << random(largest);
    QTest::newRow("zeros") << QByteArray(large, '\0');
    QTest::newRow("templates") << QByteArray("${now()} ").repeated(100'000);
}

void TestLargePayloads::detailsDoNotBlock()
{
    QFETCH(QByteArray, payload);
    WindowFixture w(m_broker);
    w.engine->journal().append(
        {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    StallMeter meter;
    const qint64 clicked = meter.during([&] { w.clickLogRow(0); });
    QVERIFY2(clicked < StallMeter::tooLong, qPrintable(u"the click took %1 ms"_s.arg(clicked)));
    auto *tabs = w.find<QTabWidget>(u"tabs"_s);
    for (int tab = 0; tab < tabs->count(); ++tab) {
        if (!tabs->isTabEnabled(tab))
            continue;
        const qint64 shown = meter.during([&] { tabs->setCurrentIndex(tab); });
        QVERIFY2(shown < StallMeter::tooLong, qPrintable(u"%1 took %2 ms"_s.arg(tabs->tabText(tab)).arg(shown)));
        auto *view = tabs->currentWidget()->findChild<TextView *>();
        const qint64 all = meter.during([&] { view->showAll(); });
        QVERIFY2(all < StallMeter::tooLong, qPrintable(u"all of %1 took %2 ms"_s.arg(tabs->tabText(tab)).arg(all)));
        const qint64 end = meter.during([&] { QTest::keyClick(view, Qt::Key_End, Qt::ControlModifier); });
        QVERIFY2(end < StallMeter::tooLong, qPrintable(u"its end took %1 ms"_s.arg(end)));
    }
}

void TestLargePayloads::everythingIsShownOnDemand()
{
    WindowFixture w(m_broker);
    const QByteArray payload = R"({"img":")" + random(250'000).toHex() + "\",\"end\":1}";
    w.engine->journal().append(
        {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.clickLogRow(0);
    auto *tabs = w.find<QTabWidget>(u"tabs"_s);
    QVERIFY(tabs->isTabEnabled(0));
    tabs->setCurrentIndex(1);
    auto *view = w.find<TextView>(u"rawView"_s);
    auto *showAll = view->findChild<QToolButton *>(u"showAllButton"_s);
    QTRY_VERIFY(view->width() > 100);
    QVERIFY(showAll->isVisible());
    QVERIFY(!view->isComplete());
    QTest::mouseClick(showAll, Qt::LeftButton);
    QTRY_VERIFY(view->isComplete());
    QVERIFY(!showAll->isVisible());
    view->selectAll();
    view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), payload); // without the folds
}

void TestLargePayloads::hostileFactsDoNotBlock_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("topic");
    QTest::addColumn<int>("properties");
    QTest::addColumn<int>("valueSize");
    QTest::newRow("long client id") << QString(60'000, u'd') << u"t"_s << 0 << 0;
    QTest::newRow("long topic") << u"d"_s << QString(65'535, u't') << 0 << 0;
    QTest::newRow("25 properties") << u"d"_s << u"t"_s << 25 << 20;
    QTest::newRow("one property of 64 KB") << u"d"_s << u"t"_s << 1 << 65'535;
    QTest::newRow("a thousand properties of 1 KB") << u"d"_s << u"t"_s << 1'000 << 1'000;
    QTest::newRow("100,000 short properties") << u"d"_s << u"t"_s << 100'000 << 1;
}

void TestLargePayloads::hostileFactsDoNotBlock()
{
    QFETCH(QString, device);
    QFETCH(QString, topic);
    QFETCH(int, properties);
    QFETCH(int, valueSize);
    Entry entry{.device = device, .event = EntryEvent::MessageReceived, .topic = topic, .payload = "{}"};
    for (int i = 0; i < properties; ++i)
        entry.properties.append({u"key-%1"_s.arg(i), QString(valueSize, u'v')});
    WindowFixture w(m_broker);
    w.engine->journal().append(entry);
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    StallMeter meter;
    const qint64 clicked = meter.during([&] { w.clickLogRow(0); });
    QVERIFY2(clicked < StallMeter::tooLong, qPrintable(u"the click took %1 ms"_s.arg(clicked)));
    auto *facts = w.find<TextView>(u"factsView"_s);
    facts->showAll();
    QTRY_VERIFY(facts->isComplete() || facts->blockCount() >= TextView::maxLines);
    facts->selectAll();
    QVERIFY(facts->selectedText().contains(device));
    QVERIFY(facts->selectedText().contains(topic));
}

void TestLargePayloads::rowsWithLongTextsDoNotBlock()
{
    WindowFixture w(m_broker);
    StallMeter meter;
    const qint64 shown = meter.during([&] {
        for (int i = 0; i < 60; ++i) {
            Entry entry{.device = QString(60'000, u'd'),
                        .event = EntryEvent::MessageReceived,
                        .topic = QString(65'000, u't'),
                        .payload = QByteArray(100'000, 'p')};
            entry.correlation = {{u"traceId"_s, QString(500'000, u'v')}};
            w.engine->journal().append(entry);
        }
        QTRY_COMPARE(w.logTable()->model()->rowCount(), 60);
    });
    QVERIFY2(shown < StallMeter::tooLong, qPrintable(u"%1 ms"_s.arg(shown)));
    const qint64 painted = meter.during([&] { w.logTable()->viewport()->repaint(); });
    QVERIFY2(painted < StallMeter::tooLong, qPrintable(u"%1 ms"_s.arg(painted)));
}

void TestLargePayloads::editorDoesNotBlock()
{
    QFETCH(QByteArray, payload);
    PayloadEditor editor;
    editor.resize(600, 400);
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    StallMeter meter;
    const qint64 set = meter.during([&] { editor.setPayload(payload); });
    QVERIFY2(set < StallMeter::tooLong, qPrintable(u"it took %1 ms to show"_s.arg(set)));
    QVERIFY(editor.payload() == payload);
    const qint64 typed = meter.during([&] { QTest::keyClick(&editor, 'x'); });
    QVERIFY2(typed < StallMeter::tooLong, qPrintable(u"a key took %1 ms"_s.arg(typed)));
    const qint64 end = meter.during([&] { QTest::keyClick(&editor, Qt::Key_End, Qt::ControlModifier); });
    QVERIFY2(end < StallMeter::tooLong, qPrintable(u"its end took %1 ms"_s.arg(end)));
    QGuiApplication::clipboard()->setText(QString::fromUtf8(payload));
    const qint64 pasted = meter.during([&] { editor.paste(); });
    QVERIFY2(pasted < StallMeter::tooLong, qPrintable(u"to paste it took %1 ms"_s.arg(pasted)));
}

void TestLargePayloads::presetEditorDoesNotBlock()
{
    QFETCH(QByteArray, payload);
    WindowFixture w(m_broker);
    w.add(w.profile(u"a"_s));
    w.engine->journal().append(
        {.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 1);
    w.clickLogRow(0);
    StallMeter meter;
    const qint64 taken = meter.during([&] { w.trigger(u"actionPresetFromEntry"_s); });
    QVERIFY2(taken < StallMeter::tooLong, qPrintable(u"to take it over took %1 ms"_s.arg(taken)));
    const PayloadDialogDriver opened(w);
    const qint64 added = meter.during([&] { opened.save(); });
    QVERIFY2(added < StallMeter::tooLong, qPrintable(u"to add it took %1 ms"_s.arg(added)));
}

STANDIN_TEST(TestLargePayloads)
#include "tst_largepayloads.moc"
