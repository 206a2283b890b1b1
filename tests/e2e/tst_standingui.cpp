// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2e/program.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QImage>

using namespace Qt::StringLiterals;

/// The program with the window, as a process on an offscreen display.
class TestStandinGui : public QObject
{
    Q_OBJECT

private slots:
    void showsItsSamples()
    {
        Program gui(QStringLiteral(STANDIN_GUI_PROGRAM));
        const QString picture = gui.path(u"window.png"_s);
        gui.start({u"--demo"_s, u"--port"_s, u"0"_s, u"--screenshot"_s, picture});
        QVERIFY2(gui.waitForEnd() == 0, qPrintable(gui.complaints()));
        const QImage image(picture);
        QCOMPARE(image.size(), QSize(1480, 920));
    }

    void restRunsInside()
    {
        Program gui(QStringLiteral(STANDIN_GUI_PROGRAM));
        QVERIFY(gui.startListening({u"--demo"_s, u"--port"_s, u"0"_s}));
        QTRY_COMPARE(gui.get(u"/api/v1/devices/thermo-0"_s).json[u"state"_s].toString(), u"online"_s);
        QCOMPARE(gui.post(u"/api/device/offline?client_id=thermo-0&mode=abrupt"_s).json[u"code"_s].toInt(-1), 0);
        QCOMPARE(gui.get(u"/api/v1/devices/thermo-0"_s).json[u"state"_s].toString(), u"offline"_s);
        QCOMPARE(gui.stop(), 0);
    }

    void aTakenRestPortDoesNotKeepTheWindowAway()
    {
        Program first(QStringLiteral(STANDIN_GUI_PROGRAM));
        QVERIFY(first.startListening({u"--port"_s, u"0"_s}));
        const QString port = first.output().section(u':', -1).section(u'/', 0, 0).trimmed();
        Program second(QStringLiteral(STANDIN_GUI_PROGRAM));
        const QString picture = second.path(u"window.png"_s);
        second.start({u"--demo"_s, u"--port"_s, port, u"--screenshot"_s, picture});
        QCOMPARE(second.waitForEnd(), 0);
        QVERIFY(second.complaints().contains(u"REST is off"_s));
    }
};

STANDIN_TEST(TestStandinGui)
#include "tst_standingui.moc"
