// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace Standin::Gui {

class PayloadEditor;

/// The templates that a payload may hold, each with what it stands for; choosing one inserts it.
class TemplateMenu final : public QMenu
{
    Q_OBJECT

public:
    enum class Purpose {
        Message,
        Reply, ///< with what the command brought along
    };

    TemplateMenu(PayloadEditor &editor, Purpose purpose, QWidget *parent);
};

} // namespace Standin::Gui
