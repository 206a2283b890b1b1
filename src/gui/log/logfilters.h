// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entrykind.h"

#include <QObject>
#include <QStringList>

class QToolButton;

namespace Standin::Models {
class JournalFilterModel;
} // namespace Standin::Models

namespace Standin::Gui {

namespace Ui {
class LogPane;
}

/// The filters above the log: kinds, devices, topic, text and condition.
class LogFilters final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the filters.
    LogFilters(const Ui::LogPane &ui, Models::JournalFilterModel &entries, QObject *parent);

    /// Sets the devices of the choice "selected devices".
    void setSelectedDevices(const QStringList &ids);
    void focusText();

signals:
    void changed();

private:
    void setUpKind(QToolButton &button, EntryKind kind);
    void applyDevices();
    void applyCondition();

    const Ui::LogPane &m_ui;
    Models::JournalFilterModel &m_entries;
    QStringList m_selectedDevices;
};

} // namespace Standin::Gui
