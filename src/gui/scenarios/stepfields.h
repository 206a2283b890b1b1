// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QCoreApplication>
#include <QStringList>

namespace Standin::Gui {

/// A field of the form of a step, for the value at a path inside of the step.
struct StepField
{
    enum class Type : quint8 { Text, Device, Number, Json, Choice, Flag };

    QString label;
    QStringList path;
    Type type = Type::Text;
    QList<std::pair<QString, QString>> choices = {}; ///< the value in the file, and its word
    QString usual = {};                              ///< what counts while it is empty, in words
    QString tip = {};
};

/// The fields of each kind of step. What is rarely needed has none; it stays as it is in the file.
class StepFields final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::StepFields)

public:
    /// `kind`: Step::kindName(); empty: none. `value`: that of the key of the kind.
    [[nodiscard]] static QList<StepField> of(const QString &kind, const JsonText &value);
};

} // namespace Standin::Gui
