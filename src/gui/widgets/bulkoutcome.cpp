// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/bulkoutcome.h"

#include "fleet/whendone.h"
#include "gui/widgets/slices.h"

#include <QElapsedTimer>

namespace Standin::Gui {

namespace {

struct Tally
{
    BulkOutcome outcome;
    qsizetype open = 0;
    QElapsedTimer clock;
    std::function<void(const BulkOutcome &)> finished;

    void take(const QString &id, const Result<Cursor> &answer)
    {
        if (answer) {
            ++outcome.done;
        } else if (!outcome.firstError) {
            outcome.firstFailed = id;
            outcome.firstError = answer.error();
        }
        if (--open > 0)
            return;
        outcome.elapsedMs = clock.elapsed();
        finished(outcome);
    }
};

} // namespace

void forAll(const QStringList &ids, const std::function<Fleet::Done(const QString &)> &action, QObject *context,
            std::function<void(const BulkOutcome &)> finished)
{
    const auto tally = std::make_shared<Tally>();
    tally->outcome.asked = tally->open = ids.size();
    tally->finished = std::move(finished);
    tally->clock.start();
    inSlices(ids, context, [tally, context, action](const QString &id) {
        whenDone(action(id), context, [tally, id](const Result<Cursor> &answer) { tally->take(id, answer); });
    });
}

} // namespace Standin::Gui
