// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QCoreApplication>

namespace Standin::Gui {

/// The words of an error: what happened, in one line, and what to do about it.
class ErrorPresenter final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::ErrorPresenter)

public:
    /// What happened, with the detail and the broker's reason code in it.
    [[nodiscard]] static QString what(const Error &error);
    /// What can be done about it; empty when there is nothing sensible to say.
    [[nodiscard]] static QString advice(const Error &error);
    /// Both, one after the other.
    [[nodiscard]] static QString text(const Error &error);

private:
    struct Phrase
    {
        QString what;
        QString advice;
    };

    [[nodiscard]] static Phrase phraseOf(ErrorCode code);
    [[nodiscard]] static QString detailOf(const Error &error);
};

} // namespace Standin::Gui
