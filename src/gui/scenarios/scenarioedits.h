// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QStringList>

namespace Standin::Gui {

/// Changes of a scenario's text that leave all other bytes as they are. Pointers are JSON pointers of values; a step is
/// an element of the array around it. InvalidArgument when there is no such place, MalformedJson for a text that is not
/// JSON.
namespace ScenarioEdits {

/// The array of an element, and its index.
struct Place
{
    QString array = {};
    qsizetype index = -1;

    [[nodiscard]] QString pointer() const { return array + u'/' + QString::number(index); }
    bool operator==(const Place &) const = default;
};
[[nodiscard]] Place placeOf(const QString &pointer);

/// Undefined when there is none.
[[nodiscard]] JsonText valueAt(const QByteArray &text, const QString &pointer);
[[nodiscard]] Result<QByteArray> replaced(const QByteArray &text, const QString &pointer, const JsonText &value);
/// `place.index` may be the size of the array. A member of the scenario that does not exist is made.
[[nodiscard]] Result<QByteArray> inserted(const QByteArray &text, const Place &place, const JsonText &value);
[[nodiscard]] Result<QByteArray> removed(const QByteArray &text, const QString &pointer);
/// To before the element `to`; both count as they stand in `text`.
[[nodiscard]] Result<QByteArray> moved(const QByteArray &text, const QString &pointer, const Place &to);

} // namespace ScenarioEdits

} // namespace Standin::Gui
