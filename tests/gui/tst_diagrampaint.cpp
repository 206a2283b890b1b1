// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/diagrampaint.h"
#include "gui/style/colors.h"
#include "scenario/report/sequencediagram.h"
#include "support/testprogram.h"

#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestDiagramPaint : public QObject
{
    Q_OBJECT

private slots:
    void marksHaveTheirColours();
    void theDiagramOfARunIsDrawn();
};

void TestDiagramPaint::marksHaveTheirColours()
{
    const QPalette palette;
    const QByteArray row = "<g class=\"%1\"><line class=\"arrow\" x1=\"1\"/></g>";
    const auto painted = [&](const QByteArray &mark) {
        return paintedDiagram("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>x</style>" +
                                  QByteArray(row).replace("%1", mark) + "</svg>",
                              palette);
    };
    QVERIFY(painted("wrong").contains("stroke=\"" + Colors::bad(palette).name().toUtf8()));
    QVERIFY(painted("near").contains("stroke=\"" + Colors::warning(palette).name().toUtf8()));
    QVERIFY(painted("").contains("stroke=\"" + palette.color(QPalette::Link).name().toUtf8()));
    QVERIFY(!painted("").contains("style"));
}

void TestDiagramPaint::theDiagramOfARunIsDrawn()
{
    Scenarios::RunReport run;
    run.devices = {u"gw-1"_s};
    const QPalette palette;
    QSvgRenderer renderer(paintedDiagram(Scenarios::sequenceDiagram(run), palette));
    QVERIFY(renderer.isValid());
    QImage image(renderer.defaultSize(), QImage::Format_RGB32);
    image.fill(palette.color(QPalette::Base));
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    int black = 0;
    int head = 0;
    for (int x = 0; x < image.width(); ++x) {
        black += image.pixelColor(x, 12) == QColor(Qt::black);
        head += image.pixelColor(x, 12) == palette.color(QPalette::AlternateBase);
    }
    QVERIFY2(head > 50, qPrintable(QString::number(head)));
    QVERIFY2(black < 50, qPrintable(QString::number(black))); // a renderer without colours fills it
}

STANDIN_TEST(TestDiagramPaint)
#include "tst_diagrampaint.moc"
