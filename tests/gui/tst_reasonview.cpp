// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/reasonview.h"
#include "support/testprogram.h"

#include <QScrollBar>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestReasonView : public QObject
{
    Q_OBJECT

private:
    static QString words(int count) { return QString(u"certificate "_s).repeated(count).trimmed(); }

    struct Shown
    {
        explicit Shown(int width = 400)
        {
            view.resize(width, view.height());
            view.show();
        }
        /// Whether the whole text is inside the view.
        [[nodiscard]] bool isWhole() const
        {
            return !view.verticalScrollBar()->isVisible() && !view.horizontalScrollBar()->isVisible() &&
                   label->height() >= label->heightForWidth(label->width());
        }

        ReasonView view;
        MessageLabel *label = view.findChild<MessageLabel *>(u"reasonLabel"_s);
        int line = label->fontMetrics().lineSpacing();
    };

private slots:
    void isOneLineHighWithoutAText()
    {
        Shown s;
        QCOMPARE(s.view.height(), s.line);
        s.view.say(u"short"_s, MessageLabel::Tone::Bad);
        QVERIFY(s.view.height() < 2 * s.line);
    }

    void growsWithTheText_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 10, 20})
            QTest::addRow("%d words", count) << count;
    }

    void growsWithTheText()
    {
        QFETCH(int, count);
        Shown s;
        s.view.say(words(count), MessageLabel::Tone::Bad);
        QTRY_VERIFY(s.isWhole());
    }

    void followsItsWidth()
    {
        Shown s(900);
        s.view.say(words(14), MessageLabel::Tone::Bad);
        const int wide = s.view.height();
        s.view.resize(400, s.view.height());
        QTRY_VERIFY(s.view.height() > wide);
        QVERIFY(s.isWhole());
    }

    void longTextIsScrolled()
    {
        Shown s;
        s.view.say(words(2000), MessageLabel::Tone::Bad);
        QTRY_VERIFY(s.view.verticalScrollBar()->isVisible());
        QCOMPARE(s.view.height(), ReasonView::mostLines * s.line);
        s.view.say({}, MessageLabel::Tone::Bad);
        QCOMPARE(s.view.height(), s.line);
    }
};

STANDIN_TEST(TestReasonView)
#include "tst_reasonview.moc"
