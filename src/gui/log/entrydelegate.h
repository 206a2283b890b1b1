// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Standin::Models {
class JournalFilterModel;
} // namespace Standin::Models

namespace Standin::Gui {

/// Shows the kind of a log entry as an icon with a text, and its note as text.
class EntryDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit EntryDelegate(const Models::JournalFilterModel &model, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Models::JournalFilterModel &m_model;
};

} // namespace Standin::Gui
