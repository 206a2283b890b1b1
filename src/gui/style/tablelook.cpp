// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/tablelook.h"

#include <QHeaderView>
#include <QTableView>

namespace Standin::Gui {

void applyTableLook(QTableView &table, int rowMargin, std::initializer_list<int> widths)
{
    const QFontMetrics metrics = table.fontMetrics();
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(metrics.height() + rowMargin);
    QHeaderView *header = table.horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    int column = 0;
    for (const int width : widths) {
        if (width > 0)
            header->resizeSection(column, width * metrics.horizontalAdvance(u'0'));
        ++column;
    }
}

} // namespace Standin::Gui
