// SPDX-License-Identifier: GPL-3.0-or-later
// A precompiled header needs a source file to be compiled with.
