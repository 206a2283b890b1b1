// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/presetscontroller.h"

#include "fleet/whendone.h"
#include "rest/http/answerparts.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/presetsrequest.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// The arguments of the order that adds it.
AnswerPiece presetReplyPiece(const PresetReply &preset)
{
    return literalPiece(Order(Order::AddPresetReply{preset}).toJson().value(u"addPresetReply").text().toByteArray());
}

} // namespace

void PresetsController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(request.argument(u"id"_s));
    if (!status)
        return static_cast<void>(reply->send(problem(status.error())));
    const QList<PresetReply> &presets = status->presetReplies;
    sendInParts(this, reply,
                {literalPiece(R"({"presetReplies":[)"), eachPiece(presets, ",", presetReplyPiece), literalPiece("]}")},
                bytesOf(presets), {.headers = {Precondition::tagField(status->presetRevision)}});
}

void PresetsController::replace(const HttpRequest &request, const ReplyPtr &reply)
{
    change(request, presetsFrom(request.body), reply);
}

void PresetsController::clear(const HttpRequest &request, const ReplyPtr &reply)
{
    change(request, QList<PresetReply>(), reply);
}

void PresetsController::change(const HttpRequest &request, const Result<QList<PresetReply>> &after,
                               const ReplyPtr &reply)
{
    const auto condition = Precondition::from(request.fields);
    if (after && condition)
        perform({request.argument(u"id"_s), *after, *condition}, reply);
    else
        reply->send(problem(after ? condition.error() : after.error()));
}

void PresetsController::perform(Change change, const ReplyPtr &reply)
{
    const auto status = m_fleet.status(change.device);
    if (!status)
        return static_cast<void>(reply->send(problem(status.error())));
    if (const auto checked = change.condition.check(status->presetRevision); !checked)
        return static_cast<void>(reply->send(problem(checked.error())));
    const Cursor before = m_journal.cursor();
    const QString id = change.device;
    const Order order = Order::ReplacePresetReplies{status->presetReplies, change.after};
    --change.attempts;
    whenDone(m_fleet.perform(id, order), this, [this, change = std::move(change), before, reply](const auto &done) {
        if (!done && done.error().code == ErrorCode::Cancelled && change.attempts > 0)
            perform(change, reply);
        else
            reply->send(done ? HttpResponse::json(cursorJson(before)) : problem(done.error(), cursorJson(before)));
    });
}

} // namespace Standin::Rest
