// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace Standin::Gui {

class PayloadEditor;

/// The templates for a payload, each with its meaning; selecting one inserts it.
class TemplateMenu final : public QMenu
{
    Q_OBJECT

public:
    enum class Purpose {
        Message,
        Reply, ///< with the values of the command
    };

    TemplateMenu(PayloadEditor &editor, Purpose purpose, QWidget *parent);
};

} // namespace Standin::Gui
