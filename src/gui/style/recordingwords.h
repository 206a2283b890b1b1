// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recordingwarning.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The displayed texts for what a recorded scenario lacks.
class RecordingWords final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::RecordingWords)

public:
    [[nodiscard]] static QString warning(const Scenarios::RecordingWarning &warning);
};

} // namespace Standin::Gui
