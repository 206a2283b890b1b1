// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

class QTableView;

namespace Standin::Gui {

/// What the tables of the window have in common: rows without headers, `rowMargin` pixels higher than the text, and
/// left-aligned titles. The columns get widths in characters; 0: the width that they have. After setModel().
void applyTableLook(QTableView &table, int rowMargin, std::initializer_list<int> widths);

} // namespace Standin::Gui
