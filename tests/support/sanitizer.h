// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Standin::Tests {

/// A program that was built with a sanitizer is so many times slower and larger: tests multiply their limits of time
/// and memory by it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int sanitizerFactor = 10;
#else
inline constexpr int sanitizerFactor = 1;
#endif

} // namespace Standin::Tests
