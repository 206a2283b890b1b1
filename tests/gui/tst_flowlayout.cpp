// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/flowlayout.h"
#include "support/testprogram.h"

#include <QWidget>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 4;

/// A widget with a layout that holds blocks of fixed sizes.
struct Flow
{
    explicit Flow(const QList<QSize> &sizes)
        : layout(new FlowLayout(&widget))
    {
        for (const QSize &size : sizes) {
            auto *block = new QWidget(&widget);
            block->setFixedSize(size);
            layout->addWidget(block);
        }
    }

    void setWidth(int width)
    {
        widget.resize(width, layout->heightForWidth(width));
        layout->setGeometry(widget.rect());
    }

    [[nodiscard]] QRect block(int index) const { return layout->itemAt(index)->geometry(); }

    QWidget widget;
    FlowLayout *layout;
};

} // namespace

class TestFlowLayout : public QObject
{
    Q_OBJECT

private slots:
    void breaksLines_data();
    void breaksLines();
    void placesItems();
    void lineIsAsHighAsItsHighestItem();
    void tooWideItemHasALineOfItsOwn();
    void nothingTakesNoHeight();
    void minimumIsThatOfTheLargestItem();
    void itemsAreTaken();
};

void TestFlowLayout::breaksLines_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    // Three blocks of 50 x 20.
    QTest::newRow("all on one line") << 3 * 50 + 2 * gap << 20;
    QTest::newRow("a pixel too narrow for three") << 3 * 50 + 2 * gap - 1 << 2 * 20 + gap;
    QTest::newRow("two fit exactly") << 2 * 50 + gap << 2 * 20 + gap;
    QTest::newRow("one fits") << 60 << 3 * 20 + 2 * gap;
    QTest::newRow("none fits") << 10 << 3 * 20 + 2 * gap;
}

void TestFlowLayout::breaksLines()
{
    QFETCH(int, width);
    QFETCH(int, height);
    const Flow flow({{50, 20}, {50, 20}, {50, 20}});
    QVERIFY(flow.layout->hasHeightForWidth());
    QCOMPARE(flow.layout->heightForWidth(width), height);
}

void TestFlowLayout::placesItems()
{
    Flow flow({{50, 20}, {30, 20}, {50, 20}});
    flow.setWidth(100);
    QCOMPARE(flow.block(0), QRect(0, 0, 50, 20));
    QCOMPARE(flow.block(1), QRect(50 + gap, 0, 30, 20));
    QCOMPARE(flow.block(2), QRect(0, 20 + gap, 50, 20));
    flow.setWidth(200);
    QCOMPARE(flow.block(2), QRect(50 + gap + 30 + gap, 0, 50, 20));
}

void TestFlowLayout::lineIsAsHighAsItsHighestItem()
{
    Flow flow({{50, 20}, {50, 40}, {50, 20}});
    flow.setWidth(2 * 50 + gap);
    QCOMPARE(flow.block(2).top(), 40 + gap);
    QCOMPARE(flow.layout->heightForWidth(2 * 50 + gap), 40 + gap + 20);
}

void TestFlowLayout::tooWideItemHasALineOfItsOwn()
{
    Flow flow({{200, 20}, {50, 20}});
    flow.setWidth(100);
    QCOMPARE(flow.block(0).topLeft(), QPoint(0, 0));
    QCOMPARE(flow.block(1).topLeft(), QPoint(0, 20 + gap));
}

void TestFlowLayout::nothingTakesNoHeight()
{
    const Flow flow({});
    QCOMPARE(flow.layout->heightForWidth(100), 0);
    QCOMPARE(flow.layout->count(), 0);
}

void TestFlowLayout::minimumIsThatOfTheLargestItem()
{
    const Flow flow({{50, 20}, {30, 45}});
    QCOMPARE(flow.layout->minimumSize(), QSize(50, 45));
    QCOMPARE(flow.layout->sizeHint(), QSize(50, 45));
}

void TestFlowLayout::itemsAreTaken()
{
    const Flow flow({{50, 20}, {30, 20}});
    const QWidget *second = flow.layout->itemAt(1)->widget();
    QVERIFY(!flow.layout->itemAt(2));
    QVERIFY(!flow.layout->itemAt(-1));
    QVERIFY(!flow.layout->takeAt(2));
    const std::unique_ptr<QLayoutItem> taken(flow.layout->takeAt(0));
    QVERIFY(taken);
    QCOMPARE(flow.layout->count(), 1);
    QCOMPARE(flow.layout->itemAt(0)->widget(), second);
}

STANDIN_TEST(TestFlowLayout)
#include "tst_flowlayout.moc"
