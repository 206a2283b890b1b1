// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

namespace Standin::Scenarios {

/// One row of a sequence diagram: an arrow between two lanes, a note on one, or the failing step.
struct DiagramRow
{
    enum class Kind : quint8 { Arrow, Note, Failure };
    enum class Mark : quint8 { None, Near, Wrong };

    Kind kind = Kind::Note;
    Mark mark = Mark::None;
    qint64 at = 0;      ///< microseconds since 1970-01-01 UTC
    Cursor seq = 0;     ///< of its entry; 0: none
    qsizetype from = 0; ///< lane of an arrow, or of a note
    qsizetype to = 0;
    QString text = {};
    QString more = {}; ///< the whole text, for a tool tip
};

/// What a sequence diagram shows.
struct DiagramRows
{
    QStringList lanes = {};
    qsizetype devices = 0; ///< so many lanes, at the beginning, are of devices
    QList<DiagramRow> rows = {};
    qsizetype leftOut = 0; ///< rows before the first one, which are not shown
    qsizetype hidden = 0;  ///< devices without a lane

    [[nodiscard]] static DiagramRows of(const RunReport &run);
};

} // namespace Standin::Scenarios
