// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/subscriptionsedit.h"

#include "gui/pages/userpropertiestext.h"
#include "ui_subscriptionsedit.h"

#include <QHeaderView>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int topicColumn = 0;
constexpr int qosColumn = 1;

} // namespace

SubscriptionsEdit::SubscriptionsEdit(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SubscriptionsEdit>())
{
    m_ui->setupUi(this);
    QTableWidget *table = m_ui->subscriptionTable;
    table->setHorizontalHeaderLabels({tr("Topic filter"), tr("QoS")});
    table->horizontalHeader()->setSectionResizeMode(topicColumn, QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->resizeSection(qosColumn, 60);
    table->verticalHeader()->hide();
    m_ui->subscriptionRetainedBox->addItems(retainHandlings());
    connect(table, &QTableWidget::cellChanged, this, &SubscriptionsEdit::cellChanged);
    connect(table, &QTableWidget::currentCellChanged, this, &SubscriptionsEdit::showOptions);
    connect(m_ui->addSubscriptionButton, &QPushButton::clicked, this, &SubscriptionsEdit::add);
    connect(m_ui->removeSubscriptionButton, &QPushButton::clicked, this, &SubscriptionsEdit::remove);
    connect(m_ui->subscriptionRetainedBox, &QComboBox::currentIndexChanged, this, &SubscriptionsEdit::optionsChanged);
    for (const QCheckBox *box : {m_ui->subscriptionNoLocalBox, m_ui->subscriptionAsPublishedBox})
        connect(box, &QCheckBox::toggled, this, &SubscriptionsEdit::optionsChanged);
    connect(m_ui->subscriptionPropertiesEdit, &QLineEdit::textChanged, this, &SubscriptionsEdit::optionsChanged);
    showOptions();
}

SubscriptionsEdit::~SubscriptionsEdit() = default;

void SubscriptionsEdit::setSubscriptions(const QList<Subscription> &subscriptions)
{
    if (subscriptions == m_subscriptions)
        return;
    QTableWidget *table = m_ui->subscriptionTable;
    const int chosen = table->currentRow();
    {
        const QScopedValueRollback filling(m_filling, true);
        m_subscriptions = subscriptions;
        table->setRowCount(static_cast<int>(subscriptions.size()));
        for (int row = 0; row < table->rowCount(); ++row)
            showRow(row);
        table->setCurrentCell(qMin(qMax(chosen, 0), table->rowCount() - 1), topicColumn);
    }
    showOptions();
}

QList<Subscription> SubscriptionsEdit::subscriptions() const
{
    QList<Subscription> given = m_subscriptions;
    given.removeIf([](const Subscription &subscription) { return subscription.topic.trimmed().isEmpty(); });
    return given;
}

void SubscriptionsEdit::setOptionsEnabled(bool enabled)
{
    m_hasOptions = enabled;
    showOptions();
}

QStringList SubscriptionsEdit::retainHandlings()
{
    return {tr("Wanted"), tr("Wanted once"), tr("Not wanted")};
}

void SubscriptionsEdit::showRow(int row)
{
    const Subscription &shown = m_subscriptions.at(row);
    m_ui->subscriptionTable->setItem(row, topicColumn, new QTableWidgetItem(shown.topic));
    m_ui->subscriptionTable->setItem(row, qosColumn, new QTableWidgetItem(QString::number(shown.qos)));
}

void SubscriptionsEdit::add()
{
    QTableWidget *table = m_ui->subscriptionTable;
    const int row = table->rowCount();
    {
        const QScopedValueRollback filling(m_filling, true);
        m_subscriptions.append({.topic = u"fw/${clientId}/#"_s, .qos = 1});
        table->insertRow(row);
        showRow(row);
        table->setCurrentCell(row, topicColumn);
    }
    showOptions();
    emit edited();
    table->editItem(table->item(row, topicColumn));
}

void SubscriptionsEdit::remove()
{
    const int row = m_ui->subscriptionTable->currentRow();
    if (row < 0)
        return;
    m_subscriptions.removeAt(row);
    m_ui->subscriptionTable->removeRow(row);
    showOptions();
    emit edited();
}

void SubscriptionsEdit::cellChanged(int row, int column)
{
    if (m_filling)
        return;
    const QString text = m_ui->subscriptionTable->item(row, column)->text();
    if (column == topicColumn)
        m_subscriptions[row].topic = text.trimmed();
    else
        m_subscriptions[row].qos = static_cast<quint8>(qMin(text.toUInt(), 0xFFU));
    emit edited();
}

void SubscriptionsEdit::optionsChanged()
{
    const int row = m_ui->subscriptionTable->currentRow();
    if (row < 0)
        return;
    SubscribeOptions &options = m_subscriptions[row].options;
    options.retainHandling = static_cast<quint8>(m_ui->subscriptionRetainedBox->currentIndex());
    options.noLocal = m_ui->subscriptionNoLocalBox->isChecked();
    options.retainAsPublished = m_ui->subscriptionAsPublishedBox->isChecked();
    options.userProperties =
        UserPropertiesText::edited(m_ui->subscriptionPropertiesEdit->text(), options.userProperties);
    emit edited();
}

void SubscriptionsEdit::showOptions()
{
    const int row = m_ui->subscriptionTable->currentRow();
    const SubscribeOptions options = m_subscriptions.value(row).options;
    // To choose a row is not an edit, for the page neither.
    const QSignalBlocker blockers[] = {
        QSignalBlocker(m_ui->subscriptionRetainedBox), QSignalBlocker(m_ui->subscriptionNoLocalBox),
        QSignalBlocker(m_ui->subscriptionAsPublishedBox), QSignalBlocker(m_ui->subscriptionPropertiesEdit)};
    m_ui->subscriptionRetainedBox->setCurrentIndex(options.retainHandling);
    m_ui->subscriptionNoLocalBox->setChecked(options.noLocal);
    m_ui->subscriptionAsPublishedBox->setChecked(options.retainAsPublished);
    if (UserPropertiesText::read(m_ui->subscriptionPropertiesEdit->text()) != options.userProperties)
        m_ui->subscriptionPropertiesEdit->setText(UserPropertiesText::of(options.userProperties));
    m_ui->subscriptionOptions->setEnabled(m_hasOptions && row >= 0);
    m_ui->removeSubscriptionButton->setEnabled(row >= 0);
}

} // namespace Standin::Gui
