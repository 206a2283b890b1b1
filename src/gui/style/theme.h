// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPalette>
#include <QString>

#include <optional>

namespace Standin::Gui {

/// The theme of the whole program: the Fusion style with our own light or dark palette. Widgets update by the change of
/// their palette; no other code needs this class for that.
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Choice {
        System, ///< that of the desktop when the program started
        Light,
        Dark,
    };

    explicit Theme(QObject *parent = nullptr);

    void apply(Choice choice);
    [[nodiscard]] Choice choice() const { return m_choice; }

    /// "system", "light", "dark": the names in the settings.
    [[nodiscard]] static QString toString(Choice choice);
    [[nodiscard]] static std::optional<Choice> fromString(QStringView name);

private:
    const bool m_systemIsDark;
    Choice m_choice = Choice::System;
};

} // namespace Standin::Gui
