// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The displayed text of an error: what happened, in one line, and advice. Made from its code and its detail; without a
/// detail, from the whole message.
class ErrorPresenter final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::ErrorPresenter)

public:
    /// What happened, with the facts and the broker's reason code in it.
    [[nodiscard]] static QString what(const Error &error);
    /// The same, with advice.
    [[nodiscard]] static QString text(const Error &error);
    /// The details in addition to the code; may be empty.
    [[nodiscard]] static QString facts(const Error &error);

private:
    /// The text of the code.
    [[nodiscard]] static QString phrase(ErrorCode code);
    /// Advice; empty if there is none.
    [[nodiscard]] static QString advice(ErrorCode code);
};

} // namespace Standin::Gui
