// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/whendone.h"

#include <QFutureWatcher>

namespace Standin {

void whenDone(const Fleet::Done &future, QObject *context, std::function<void(const Result<Cursor> &)> then)
{
    using Watcher = QFutureWatcher<Result<Cursor>>;
    auto *watcher = new Watcher(context);
    QObject::connect(watcher, &Watcher::finished, context, [watcher, then = std::move(then)] {
        const Fleet::Done done = watcher->future();
        const bool answered = done.resultCount() > 0;
        then(answered ? done.result() : failure(ErrorCode::Cancelled, QStringLiteral("dropped before it was done")));
        watcher->deleteLater();
    });
    watcher->setFuture(future);
}

} // namespace Standin
