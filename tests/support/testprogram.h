// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <memory>

namespace Standin::Tests {

/// A test class of this program. One program holds all test classes of a folder; `tests_base tst_json parsesNumbers`
/// runs one function of one of them, and the rest of the command line goes to Qt Test.
class Registration
{
public:
    using Make = std::unique_ptr<QObject> (*)();
    using Prepare = void (*)();

    /// `file`: the name of the source file, which determines the name of the test. `prepare` runs before the
    /// application is made.
    Registration(const char *file, Make make, Prepare prepare = nullptr);

    [[nodiscard]] static const Registration *find(const QByteArray &name);
    [[nodiscard]] static QByteArrayList names();

    const QByteArray name;
    const Make make;
    const Prepare prepare;

private:
    static QList<const Registration *> &all();
};

} // namespace Standin::Tests

/// At the end of a test's file, before its moc include.
#define STANDIN_TEST(Class, ...)                                                                                       \
    static const Standin::Tests::Registration registered##Class(                                                       \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); } __VA_OPT__(, ) __VA_ARGS__);
