// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/logfilters.h"

#include "gui/style/displaytext.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "models/journalfiltermodel.h"
#include "models/messagecondition.h"
#include "ui_logpane.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

enum DeviceChoice {
    AllDevices,
    SelectedDevices,
};

} // namespace

LogFilters::LogFilters(const Ui::LogPane &ui, Models::JournalFilterModel &entries, QObject *parent)
    : QObject(parent)
    , m_ui(ui)
    , m_entries(entries)
{
    setUpKind(*ui.inButton, EntryKind::In);
    setUpKind(*ui.outButton, EntryKind::Out);
    setUpKind(*ui.lifecycleButton, EntryKind::Lifecycle);
    setUpKind(*ui.protocolButton, EntryKind::Protocol);
    setUpKind(*ui.faultButton, EntryKind::Fault);
    ui.deviceBox->addItem(tr("All devices"));
    ui.deviceBox->addItem(tr("Selected devices"));
    ui.textEdit->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    ui.conditionProblem->hide();
    connect(ui.deviceBox, &QComboBox::currentIndexChanged, this, &LogFilters::applyDevices);
    connect(ui.topicEdit, &QLineEdit::textChanged, this, [this](const QString &filter) {
        m_entries.setTopicFilter(filter);
        emit changed();
    });
    connect(ui.textEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_entries.setText(text);
        emit changed();
    });
    connect(ui.conditionEdit, &QLineEdit::textChanged, this, &LogFilters::applyCondition);
}

void LogFilters::setUpKind(QToolButton &button, EntryKind kind)
{
    button.setText(DisplayText::kind(kind));
    button.setIcon(lineIcon(toString(kind)));
    button.setToolTip(tr("Show entries of this kind: %1").arg(DisplayText::kind(kind)));
    connect(&button, &QToolButton::toggled, this, [this, kind](bool shown) {
        m_entries.setKindShown(kind, shown);
        emit changed();
    });
}

void LogFilters::setSelectedDevices(const QStringList &ids)
{
    m_selectedDevices = ids;
    applyDevices();
}

void LogFilters::applyDevices()
{
    if (m_ui.deviceBox->currentIndex() == SelectedDevices)
        m_entries.setDevices(QSet<QString>(m_selectedDevices.cbegin(), m_selectedDevices.cend()));
    else
        m_entries.setDevices(std::nullopt);
    emit changed();
}

/// A condition that is not valid (yet) leaves the rows as they are.
void LogFilters::applyCondition()
{
    const auto condition = Models::MessageCondition::fromText(m_ui.conditionEdit->text());
    m_ui.conditionProblem->setVisible(!condition);
    if (!condition) {
        m_ui.conditionProblem->say(tr("The condition is not applied: %1").arg(ErrorPresenter::facts(condition.error())),
                                   MessageLabel::Tone::Bad);
        return;
    }
    m_entries.setCondition(*condition);
    emit changed();
}

void LogFilters::focusText()
{
    m_ui.textEdit->setFocus();
    m_ui.textEdit->selectAll();
}

} // namespace Standin::Gui
