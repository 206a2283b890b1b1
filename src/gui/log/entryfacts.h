// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/textview.h"
#include "journal/entry.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// What there is to say about an entry beside its payload.
class EntryFacts final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::EntryFacts)

public:
    using Fact = std::pair<QString, QString>; ///< what it is, and its value

    /// What was recorded, without the MQTT 5 properties.
    [[nodiscard]] static QList<Fact> of(const Entry &entry);
    /// A line for each, with a tab between label and value.
    [[nodiscard]] static QString text(const QList<Fact> &facts);
    /// The facts as text, then the properties.
    [[nodiscard]] static TextView::Parts parts(const EntryPtr &entry);

    /// What the column of notes shows: correlation, answer, what happened and why.
    [[nodiscard]] static QString note(const Entry &entry);
    /// The entry on one line for the clipboard: its columns with tabs between them, the payload in full.
    [[nodiscard]] static QString line(const Entry &entry);
};

} // namespace Standin::Gui
