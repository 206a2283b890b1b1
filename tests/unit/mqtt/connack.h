// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytes.h"

/// What a scripted peer answers to CONNECT of 3.1.1, with and without a session of before.
inline const QByteArray accepted = bytes("20 02 00 00");
inline const QByteArray acceptedWithSession = bytes("20 02 01 00");
/// … and of 5.0.
inline const QByteArray acceptedV5 = bytes("20 03 00 00 00");
