// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/background.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

namespace Standin::Rest {

void sendFromBackground(QObject *context, const ReplyPtr &reply, std::function<HttpResponse()> make)
{
    using Watcher = QFutureWatcher<HttpResponse>;
    const auto promise = std::make_shared<QPromise<HttpResponse>>();
    auto *watcher = new Watcher(context);
    QObject::connect(watcher, &Watcher::finished, context, [watcher, reply] {
        reply->send(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(promise->future());

    promise->start();
    QThreadPool::globalInstance()->start([promise, make = std::move(make)] {
        promise->addResult(make());
        promise->finish();
    });
}

} // namespace Standin::Rest
