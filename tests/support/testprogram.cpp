// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QFileInfo>

#ifdef STANDIN_TEST_WINDOW
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

#include <algorithm>
#include <cstdio>
#include <vector>

namespace Standin::Tests {

Registration::Registration(const char *file, Make factory, Prepare before)
    : name(QFileInfo(QString::fromUtf8(file)).baseName().toUtf8())
    , make(factory)
    , prepare(before)
{
    all().append(this);
}

QList<const Registration *> &Registration::all()
{
    static QList<const Registration *> registrations;
    return registrations;
}

const Registration *Registration::find(const QByteArray &wanted)
{
    const auto found =
        std::find_if(all().cbegin(), all().cend(), [&](const auto *test) { return test->name == wanted; });
    return found == all().cend() ? nullptr : *found;
}

QByteArrayList Registration::names()
{
    QByteArrayList names;
    for (const Registration *test : std::as_const(all()))
        names.append(test->name);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace Standin::Tests

int main(int argc, char **argv)
{
    using Standin::Tests::Registration;
    const Registration *test = argc > 1 ? Registration::find(argv[1]) : nullptr;
    if (!test) {
        std::fprintf(stderr, "usage: %s TEST [QTEST ARGUMENTS]\nTEST is one of:\n  %s\n", argv[0],
                     Registration::names().join("\n  ").constData());
        return 4;
    }
    std::vector<char *> arguments(argv, argv + argc);
    arguments.erase(arguments.begin() + 1);
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);

    if (test->prepare)
        test->prepare();
    const Application application(count, arguments.data());
    const auto object = test->make();
    return QTest::qExec(object.get(), count, arguments.data());
}
