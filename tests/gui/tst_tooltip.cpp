// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/tooltip.h"
#include "support/testprogram.h"

#include <QTextDocument>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestToolTip : public QObject
{
    Q_OBJECT

private slots:
    void showsTheTextItself_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"a b"_s;
        QTest::newRow("quotes") << u"the certificate of \"broker\""_s;
        QTest::newRow("like HTML") << u"<img src='/dev/zero'><b>x</b>"_s;
        QTest::newRow("like an entity") << u"a &lt; b && &quot;c&quot;"_s;
        QTest::newRow("lines and blanks") << u"{\n  \"a\":   1\n}"_s;
    }

    void showsTheTextItself()
    {
        QFETCH(QString, text);
        QVERIFY(Qt::mightBeRichText(plainToolTip(text)));
        QTextDocument shown;
        shown.setHtml(plainToolTip(text));
        QCOMPARE(shown.toPlainText(), text);
    }

    void nothingIsNoToolTip() { QVERIFY(plainToolTip({}).isEmpty()); }

    void isBounded()
    {
        const QString shown = plainToolTip(QString(1'000'000, u'<'));
        QVERIFY(shown.size() < 20'000);
        QVERIFY(shown.contains(u'…'));
    }
};

STANDIN_TEST(TestToolTip)
#include "tst_tooltip.moc"
