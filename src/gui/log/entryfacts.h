// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/textview.h"
#include "journal/entry.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The facts of an entry, without its payload.
class EntryFacts final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::EntryFacts)

public:
    using Fact = std::pair<QString, QString>; ///< label and value

    /// The recorded fields, without the MQTT 5 properties.
    [[nodiscard]] static QList<Fact> of(const Entry &entry);
    /// One line for each fact, with a tab between label and value.
    [[nodiscard]] static QString text(const QList<Fact> &facts);
    /// The facts as text, `more` after them, then the properties.
    [[nodiscard]] static TextView::Parts parts(const EntryPtr &entry, const QList<Fact> &more = {});

    /// The text of the column of notes: correlation, answer, event and reason.
    [[nodiscard]] static QString note(const Entry &entry);
    /// The entry on one line for the clipboard: its columns with tabs between them, the payload in full.
    [[nodiscard]] static QString line(const Entry &entry);
};

} // namespace Standin::Gui
