// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <array>

/// The application that a QJSEngine needs, for targets whose input may hold scripts. It exists from the first call on.
inline void makeApplication()
{
    static std::array<char, 5> name{"fuzz"};
    static std::array<char *, 2> arguments{name.data(), nullptr};
    static int count = 1;
    static const QCoreApplication application(count, arguments.data());
}
