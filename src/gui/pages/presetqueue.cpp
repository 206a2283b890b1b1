// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/presetqueue.h"

#include "fleet/fleet.h"
#include "fleet/whendone.h"
#include "gui/pages/presetmatch.h"
#include "gui/style/foldedtext.h"
#include "gui/widgets/payloadeditor.h"
#include "models/payloadpreview.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype toolTipBytes = 8 * 1024;

QString textOf(const PresetReply &reply)
{
    const QString preview = Models::payloadPreview(reply.payload);
    return reply.match.isUndefined() ? preview
                                     : PresetQueue::tr("%1: %2", "topic or pattern, reply")
                                           .arg(Models::textPreview(PresetMatch::toText(reply.match)), preview);
}

} // namespace

PresetQueue::PresetQueue(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
{
    m_list->setObjectName(u"presetList"_s);
    m_list->setAlternatingRowColors(true);
    m_list->setMinimumHeight(48);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the tool tip has the whole text
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_list, 1);
    column->addLayout(new QHBoxLayout);
    m_edit = addButton(u"editPresetButton"_s, tr("Edit"), tr("Take the chosen reply into the editor"));
    m_replace = addButton(u"replacePresetButton"_s, tr("Replace"),
                          tr("Put what is in the editor in the place of the chosen one"));
    m_up = addButton(u"presetUpButton"_s, tr("Up"), tr("Use the chosen reply earlier"));
    m_down = addButton(u"presetDownButton"_s, tr("Down"), tr("Use the chosen reply later"));
    m_remove = addButton(u"removePresetButton"_s, tr("Remove"), tr("Remove the chosen reply (Del)"));
    static_cast<QHBoxLayout *>(column->itemAt(1)->layout())->addStretch(1);

    connect(m_list, &QListWidget::currentRowChanged, this, &PresetQueue::adapt);
    const auto load = [this] { emit loadRequested(m_replies.at(m_list->currentRow())); };
    connect(m_list, &QListWidget::itemActivated, this, load);
    connect(m_edit, &QToolButton::clicked, this, load);
    connect(m_replace, &QToolButton::clicked, this, &PresetQueue::replaceRequested);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QToolButton::clicked, this, &PresetQueue::remove);
    auto *removeKey = new QShortcut(Qt::Key_Delete, m_list);
    removeKey->setContext(Qt::WidgetShortcut);
    connect(removeKey, &QShortcut::activated, m_remove, &QToolButton::click);
    adapt();
}

QToolButton *PresetQueue::addButton(const QString &name, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    layout()->itemAt(1)->layout()->addWidget(button);
    return button;
}

void PresetQueue::setStatus(const DeviceStatus &status)
{
    const bool isSameDevice = status.id == m_device;
    if (isSameDevice && status.presetReplies == m_replies)
        return;
    m_device = status.id;
    fill(status.presetReplies, isSameDevice ? m_list->currentRow() : -1);
}

void PresetQueue::fill(const Replies &replies, int row)
{
    m_replies = replies;
    m_list->clear();
    for (const auto &reply : replies) {
        auto *item = new QListWidgetItem(textOf(reply), m_list);
        const QByteArray text = reply.payload.first(std::min(reply.payload.size(), toolTipBytes));
        item->setToolTip(foldedText(QString::fromUtf8(PayloadEditor::indented(text))));
    }
    m_list->setCurrentRow(qMin(row, static_cast<int>(replies.size()) - 1));
    adapt();
}

void PresetQueue::replace(const PresetReply &reply)
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    Replies after = m_replies;
    after[row] = reply;
    exchange(after, row);
}

void PresetQueue::move(int by)
{
    const int row = m_list->currentRow();
    Replies after = m_replies;
    after.swapItemsAt(row, row + by);
    exchange(after, row + by);
}

void PresetQueue::remove()
{
    const int row = m_list->currentRow();
    Replies after = m_replies;
    after.removeAt(row);
    exchange(after, row);
}

void PresetQueue::exchange(const Replies &after, int row)
{
    const Order::ReplacePresetReplies order{m_replies, after};
    fill(after, row); // so that the next click is about what is seen
    const auto answered = [this, device = m_device](const Result<Cursor> &result) {
        if (result || device != m_device)
            return;
        if (const auto now = m_fleet->status(m_device))
            setStatus(*now);
        emit failed(result.error());
    };
    whenDone(m_fleet->perform(m_device, order), this, answered);
}

void PresetQueue::adapt()
{
    const int row = m_list->currentRow();
    for (QToolButton *button : {m_edit, m_replace, m_remove})
        button->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < m_list->count() - 1);
}

} // namespace Standin::Gui
