// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <optional>

namespace Standin::App {

/// Notices the end of the standard input: of a pipe, when the program that holds its other end has ended, in whatever
/// way. What comes before is not used. Needs an application.
class InputEnd final : public QObject
{
    Q_OBJECT

public:
    /// Emits reached() from the event loop, also when the input has ended already.
    void watch(int file = 0);

signals:
    void reached();

private:
    /// Skips what is there; true at the end.
    [[nodiscard]] static bool skip(int file);

    std::optional<QSocketNotifier> m_notifier;
};

} // namespace Standin::App
