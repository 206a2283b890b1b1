// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QTest>

/// Fails the test with the message of the error.
#define VERIFY_RESULT(expression)                                                                                      \
    do {                                                                                                               \
        const auto &verifiedResult = (expression);                                                                     \
        QVERIFY2(verifiedResult.has_value(),                                                                           \
                 qPrintable(verifiedResult.has_value() ? QString() : verifiedResult.error().toString()));              \
    } while (false)

/// Waits for the future with the event loop running, then fails the test unless it holds a value.
#define AWAIT_RESULT(future)                                                                                           \
    do {                                                                                                               \
        auto awaitedFuture = (future);                                                                                 \
        QTRY_VERIFY_WITH_TIMEOUT(awaitedFuture.isFinished(), 20'000);                                                  \
        VERIFY_RESULT(awaitedFuture.result());                                                                         \
    } while (false)

/// Waits likewise and fails the test unless it holds an error of this code.
#define AWAIT_ERROR(future, expectedCode)                                                                              \
    do {                                                                                                               \
        auto awaitedFuture = (future);                                                                                 \
        QTRY_VERIFY_WITH_TIMEOUT(awaitedFuture.isFinished(), 20'000);                                                  \
        const auto awaitedResult = awaitedFuture.result();                                                             \
        QVERIFY(!awaitedResult.has_value());                                                                           \
        QVERIFY2(awaitedResult.error().code == (expectedCode), qPrintable(awaitedResult.error().toString()));          \
    } while (false)
