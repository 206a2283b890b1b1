// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/presetqueue.h"

#include "fleet/bulk.h"
#include "fleet/fleet.h"
#include "fleet/whendone.h"
#include "gui/pages/presetmatch.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/foldedtext.h"
#include "gui/style/icon.h"
#include "gui/widgets/payloadeditor.h"
#include "models/payloadpreview.h"
#include "ui_presetqueue.h"

#include <QLocale>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype toolTipBytes = 8 * 1024;

/// The list is as high as its rows, up to this many.
constexpr int mostVisibleRows = 6;

const QByteArray firstPreset = R"({
  "code": 0,
  "requestTime": "${requestTime}",
  "result": {}
})";

QString textOf(const PresetReply &reply)
{
    const QString preview = Models::payloadPreview(reply.payload);
    return reply.match.isUndefined() ? preview
                                     : PresetQueue::tr("%1: %2", "topic or pattern, reply")
                                           .arg(Models::textPreview(PresetMatch::toText(reply.match)), preview);
}

} // namespace

PresetQueue::PresetQueue(Fleet &fleet, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PresetQueue>())
    , m_fleet(fleet)
    , m_lastAdded{firstPreset, {}}
{
    m_ui->setupUi(this);
    m_ui->presetCountLabel->say({}, MessageLabel::Tone::Quiet);
    m_ui->presetResultLabel->hide();
    setUpButtons();
    fitList();
    adapt();
}

PresetQueue::~PresetQueue() = default;

void PresetQueue::setUpButtons()
{
    m_ui->addPresetButton->setIcon(lineIcon(u"add"_s));
    m_ui->addPresetButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_ui->addPresetButton, &QToolButton::clicked, this, [this] { open(m_lastAdded); });
    connect(m_ui->editPresetButton, &QToolButton::clicked, this, &PresetQueue::edit);
    connect(m_ui->presetUpButton, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_ui->presetDownButton, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_ui->removePresetButton, &QToolButton::clicked, this, &PresetQueue::remove);
    connect(m_ui->clearPresetsButton, &QToolButton::clicked, this,
            [this] { m_fleet.perform(m_device, Order::ClearPresetReplies()); });
    QListWidget *list = m_ui->presetList;
    list->setSpacing(1);
    connect(list, &QListWidget::currentRowChanged, this, &PresetQueue::adapt);
    connect(list, &QListWidget::itemActivated, this, &PresetQueue::edit);
    auto *removeKey = new QShortcut(Qt::Key_Delete, list);
    removeKey->setContext(Qt::WidgetShortcut);
    connect(removeKey, &QShortcut::activated, m_ui->removePresetButton, &QToolButton::click);
}

void PresetQueue::setStatus(const DeviceStatus &status)
{
    const bool isSameDevice = status.id == m_device;
    if (isSameDevice && status.presetReplies == m_replies)
        return;
    if (!isSameDevice || status.presetReplies.size() < m_replies.size())
        m_ui->presetResultLabel->hide(); // it was about the queue as it was
    m_device = status.id;
    fill(status.presetReplies, isSameDevice ? m_ui->presetList->currentRow() : -1);
}

void PresetQueue::fill(const Replies &replies, int row)
{
    m_replies = replies;
    QListWidget *list = m_ui->presetList;
    list->clear();
    for (const auto &reply : replies) {
        auto *item = new QListWidgetItem(textOf(reply), list);
        const QByteArray text = reply.payload.first(std::min(reply.payload.size(), toolTipBytes));
        item->setToolTip(foldedText(JsonText::decoded(PayloadEditor::indented(text))));
    }
    list->setCurrentRow(qMin(row, static_cast<int>(replies.size()) - 1));
    fitList();
    adapt();
}

void PresetQueue::fitList()
{
    QListWidget *list = m_ui->presetList;
    const int count = list->count();
    list->setVisible(count > 0);
    m_ui->presetCountLabel->setText(count > 0 ? QLocale().toString(count) : tr("none"));
    if (count == 0)
        return;
    const int rowHeight = list->sizeHintForRow(0) + 2 * list->spacing();
    const int frame = 2 * list->frameWidth();
    list->setMinimumHeight(qMin(count, 2) * rowHeight + frame);
    list->setMaximumHeight(qMin(count, mostVisibleRows) * rowHeight + frame);
}

void PresetQueue::write(const QByteArray &payload)
{
    open({payload, {}});
}

void PresetQueue::open(const PayloadDialog::Entered &before)
{
    const QString hint = tr("It answers one command, before the rules and the default reply.");
    const qsizetype count = m_selection.size();
    PayloadDialog::edit(
        {.kind = PayloadDialog::Kind::PresetReply,
         .title = tr("Add Preset Reply"),
         .hint = count > 1 ? hint + u' ' + tr("It is added for all %L1 selected devices.").arg(count) : hint,
         .action = tr("Add"),
         .before = before,
         .save =
             [this, ids = m_selection](const PayloadDialog::Entered &entered, const Answered &answered) {
                 m_lastAdded = entered;
                 add({.payload = entered.payload, .match = entered.match}, ids, answered);
             }},
        this);
}

void PresetQueue::add(const PresetReply &reply, const QStringList &ids, const Answered &answered)
{
    Bulk::perform(m_fleet, ids, Order::AddPresetReply{reply}, this, [this, answered](const Bulk::Outcome &outcome) {
        answered(outcome.firstError ? Result<>(Failure(*outcome.firstError)) : Result<>());
        if (outcome.firstError || outcome.asked == 1)
            return;
        m_ui->presetResultLabel->say(tr("Added for %L1 devices.").arg(outcome.asked), MessageLabel::Tone::Good);
        m_ui->presetResultLabel->show();
    });
}

void PresetQueue::edit()
{
    const int row = m_ui->presetList->currentRow();
    if (row < 0)
        return;
    const PresetReply reply = m_replies.at(row);
    PayloadDialog::edit(
        {.kind = PayloadDialog::Kind::PresetReply,
         .title = tr("Preset Reply of %1").arg(m_device),
         .hint = {},
         .action = tr("Save"),
         .before = {reply.payload, reply.match},
         .save =
             [this, reply, device = m_device](const PayloadDialog::Entered &entered, const Answered &answered) {
                 PresetReply changed = reply;
                 changed.payload = entered.payload;
                 changed.match = entered.match;
                 replace(reply, changed, device, answered);
             }},
        this);
}

void PresetQueue::replace(const PresetReply &before, const PresetReply &after, const QString &device,
                          const Answered &answered)
{
    const auto status = m_fleet.status(device);
    if (!status)
        return answered(Failure(status.error()));
    Replies replies = status->presetReplies; // others may have been used or added since
    const qsizetype row = replies.indexOf(before);
    if (row < 0)
        return answered(failure(ErrorCode::Cancelled, tr("this reply was used or changed meanwhile")));
    replies[row] = after;
    whenDone(m_fleet.perform(device, Order::ReplacePresetReplies{status->presetReplies, replies}), this,
             [answered](const Result<Cursor> &result) { answered(result.map([](Cursor) {})); });
}

void PresetQueue::move(int by)
{
    const int row = m_ui->presetList->currentRow();
    Replies after = m_replies;
    after.swapItemsAt(row, row + by);
    exchange(after, row + by);
}

void PresetQueue::remove()
{
    const int row = m_ui->presetList->currentRow();
    Replies after = m_replies;
    after.removeAt(row);
    exchange(after, row);
}

void PresetQueue::exchange(const Replies &after, int row)
{
    const Order::ReplacePresetReplies order{m_replies, after};
    m_ui->presetResultLabel->hide();
    fill(after, row); // so that the next click is about what is seen
    const auto answered = [this, device = m_device](const Result<Cursor> &result) {
        if (result || device != m_device)
            return;
        if (const auto now = m_fleet.status(m_device))
            setStatus(*now);
        m_ui->presetResultLabel->say(ErrorPresenter::text(result.error()), MessageLabel::Tone::Bad);
        m_ui->presetResultLabel->show();
    };
    whenDone(m_fleet.perform(m_device, order), this, answered);
}

void PresetQueue::adapt()
{
    const int row = m_ui->presetList->currentRow();
    for (QToolButton *button : {m_ui->editPresetButton, m_ui->removePresetButton})
        button->setEnabled(row >= 0);
    m_ui->presetUpButton->setEnabled(row > 0);
    m_ui->presetDownButton->setEnabled(row >= 0 && row < m_ui->presetList->count() - 1);
    m_ui->clearPresetsButton->setEnabled(m_ui->presetList->count() > 0);
}

} // namespace Standin::Gui
