// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/deviceheader.h"

#include "gui/style/errorpresenter.h"
#include "ui_deviceheader.h"

namespace Standin::Gui {

namespace {

QString reasonOf(const DeviceStatus &status)
{
    if (!status.error)
        return {};
    const QString text = ErrorPresenter::text(*status.error);
    if (status.isErrorOfOldSettings)
        return DeviceHeader::tr("With the previous settings: %1").arg(text);
    if (status.state == DeviceState::Reconnecting)
        return DeviceHeader::tr("%1 The device tries again automatically.").arg(text);
    return text;
}

MessageLabel::Tone toneOf(const DeviceStatus &status)
{
    if (status.isErrorOfOldSettings)
        return MessageLabel::Tone::Quiet;
    return status.state == DeviceState::Failed ? MessageLabel::Tone::Bad : MessageLabel::Tone::Warning;
}

} // namespace

DeviceHeader::DeviceHeader(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DeviceHeader>())
{
    m_ui->setupUi(this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_ui->idLabel->setFont(large);
}

DeviceHeader::~DeviceHeader() = default;

void DeviceHeader::setStatus(const DeviceStatus &status)
{
    m_ui->idLabel->setText(status.id);
    m_ui->brokerLabel->setText(status.broker);
    m_ui->stateChip->setStatus(status);
    m_ui->reasonView->say(reasonOf(status), toneOf(status));
}

void DeviceHeader::setSelectedCount(qsizetype count)
{
    m_ui->selectedLabel->setText(tr("%L1 selected").arg(count));
    m_ui->selectedLabel->setVisible(count > 1);
}

void DeviceHeader::setDocument(const QString &title, bool modified)
{
    m_ui->profileLabel->setText(modified ? tr("%1 *", "unsaved profile").arg(title) : title);
    m_ui->profileLabel->setToolTip(modified ? tr("Profile, with changes that are not saved") : tr("Profile"));
}

} // namespace Standin::Gui
