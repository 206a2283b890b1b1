// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/reply.h"

#include <functional>

namespace Standin::Rest {

/// Sends what `make` gives, which runs in a thread of its own: a long list must make neither the window nor other
/// clients wait. `make` may use nothing but the values it holds. When the context goes first, the reply is dropped.
void sendFromBackground(QObject *context, const ReplyPtr &reply, std::function<HttpResponse()> make);

} // namespace Standin::Rest
