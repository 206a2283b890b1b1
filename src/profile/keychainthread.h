// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <functional>

namespace Standin {

/// The thread in which QtKeychain works. There is one for the process, since QtKeychain has one queue of jobs, which
/// belongs to the thread that uses it first. It starts with the first job and ends with the application. Answers come
/// in this thread, each exactly once; without QtKeychain in the build at once.
namespace KeychainThread {

[[nodiscard]] bool isBuiltIn();

using ReadAnswer = std::function<void(const Result<QString> &)>;
using WriteAnswer = std::function<void(const Result<> &)>;

/// What stands in the keychain for this user of the service "standin".
void read(const QString &user, std::chrono::milliseconds patience, const ReadAnswer &answer);
void write(const QString &user, const QString &value, std::chrono::milliseconds patience, const WriteAnswer &answer);

} // namespace KeychainThread

} // namespace Standin
