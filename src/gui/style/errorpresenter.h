// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The words of an error: what happened, in one line, and what to do about it. Made of its code and its facts; of its
/// message only where it has no detail, and then of the whole.
class ErrorPresenter final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::ErrorPresenter)

public:
    /// What happened, with the facts and the broker's reason code in it.
    [[nodiscard]] static QString what(const Error &error);
    /// The same, and what can be done about it.
    [[nodiscard]] static QString text(const Error &error);
    /// What the error adds to its code; may be empty.
    [[nodiscard]] static QString facts(const Error &error);

private:
    /// What the code says.
    [[nodiscard]] static QString phrase(ErrorCode code);
    /// What can be done about it; empty where nothing sensible can be said.
    [[nodiscard]] static QString advice(ErrorCode code);
};

} // namespace Standin::Gui
