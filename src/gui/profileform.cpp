// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profileform.h"

#include "ui_profilepage.h"

#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace Standin::ProfileForm {

namespace {

PasswordKind kindOf(const Secret &secret)
{
    if (!secret.env.isEmpty())
        return PasswordKind::Environment;
    if (!secret.file.isEmpty())
        return PasswordKind::File;
    return secret.value.isEmpty() ? PasswordKind::None : PasswordKind::Typed;
}

/// A password that was typed in is never shown again: an empty field keeps it.
void fillPassword(Ui::ProfilePage &form, const Secret &secret)
{
    form.passwordKindBox->setCurrentIndex(static_cast<int>(kindOf(secret)));
    form.passwordEdit->setText(secret.env.isEmpty() ? secret.file : secret.env);
}

Secret readPassword(const Ui::ProfilePage &form, const Secret &before)
{
    const QString text = form.passwordEdit->text();
    switch (static_cast<PasswordKind>(form.passwordKindBox->currentIndex())) {
    case PasswordKind::None:
        return {};
    case PasswordKind::Typed:
        return {.value = text.isEmpty() ? before.value : text, .env = {}, .file = {}};
    case PasswordKind::Environment:
        return {.value = {}, .env = text.trimmed(), .file = {}};
    case PasswordKind::File:
        return {.value = {}, .env = {}, .file = text.trimmed()};
    }
    Q_UNREACHABLE();
}

void fillSubscriptions(QTableWidget &table, const QList<Subscription> &subscriptions)
{
    table.setRowCount(static_cast<int>(subscriptions.size()));
    for (int row = 0; row < table.rowCount(); ++row) {
        table.setItem(row, 0, new QTableWidgetItem(subscriptions.at(row).topic));
        table.setItem(row, 1, new QTableWidgetItem(QString::number(subscriptions.at(row).qos)));
    }
}

QList<Subscription> readSubscriptions(const QTableWidget &table)
{
    QList<Subscription> subscriptions;
    for (int row = 0; row < table.rowCount(); ++row) {
        const QTableWidgetItem *topic = table.item(row, 0);
        const QTableWidgetItem *qos = table.item(row, 1);
        if (topic && !topic->text().trimmed().isEmpty())
            subscriptions.append({topic->text().trimmed(), static_cast<quint8>(qos ? qos->text().toUInt() : 0)});
    }
    return subscriptions;
}

} // namespace

QStringList versions()
{
    return {u"3.1"_s, u"3.1.1"_s, u"5.0"_s};
}

void setUp(Ui::ProfilePage &form)
{
    form.versionBox->addItems(versions());
    form.willQosBox->addItems({u"0"_s, u"1"_s, u"2"_s});
    form.subscriptionTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    form.subscriptionTable->horizontalHeader()->setHighlightSections(false);
    form.subscriptionTable->horizontalHeader()->resizeSection(1, 60);
    form.subscriptionTable->verticalHeader()->hide();
}

void fill(Ui::ProfilePage &form, const Profile &profile)
{
    const Connection &connection = profile.connection;
    form.nameEdit->setText(profile.name);
    form.urlEdit->setText(connection.url.toString());
    form.versionBox->setCurrentText(connection.version);
    form.usernameEdit->setText(connection.username);
    fillPassword(form, connection.password);
    form.keepAliveBox->setValue(connection.keepAlive);
    form.timeoutBox->setValue(connection.connectTimeoutMs);
    form.cleanStartBox->setChecked(connection.cleanStart);
    form.initialBox->setValue(connection.reconnect.initialMs);
    form.maxBox->setValue(connection.reconnect.maxMs);
    form.jitterBox->setValue(qRound(connection.reconnect.jitter * 100));
    form.attemptsBox->setValue(connection.reconnect.attempts);
    form.reportEdit->setText(profile.topics.report);
    form.commandEdit->setText(profile.topics.command);
    form.replyEdit->setText(profile.topics.reply);
    fillSubscriptions(*form.subscriptionTable, profile.subscriptions);
    const Will will = connection.will.value_or(Will());
    form.willGroup->setChecked(connection.will.has_value());
    form.willTopicEdit->setText(will.topic);
    form.willPayloadEdit->setText(QString::fromUtf8(will.payload));
    form.willQosBox->setCurrentIndex(will.qos);
    form.willRetainBox->setChecked(will.retain);
}

Profile read(const Ui::ProfilePage &form, const Profile &base, const Secret &password)
{
    Profile profile = base;
    Connection &connection = profile.connection;
    profile.name = form.nameEdit->text().trimmed();
    if (const QString url = form.urlEdit->text().trimmed(); url != connection.url.toString())
        connection.url = QUrl(url, QUrl::StrictMode);
    connection.version = form.versionBox->currentText();
    connection.username = form.usernameEdit->text();
    connection.password = readPassword(form, password);
    connection.keepAlive = form.keepAliveBox->value();
    connection.connectTimeoutMs = form.timeoutBox->value();
    connection.cleanStart = form.cleanStartBox->isChecked();
    connection.reconnect.initialMs = form.initialBox->value();
    connection.reconnect.maxMs = form.maxBox->value();
    if (qRound(connection.reconnect.jitter * 100) != form.jitterBox->value())
        connection.reconnect.jitter = form.jitterBox->value() / 100.0;
    connection.reconnect.attempts = form.attemptsBox->value();
    profile.topics = {form.reportEdit->text().trimmed(), form.commandEdit->text().trimmed(),
                      form.replyEdit->text().trimmed()};
    profile.subscriptions = readSubscriptions(*form.subscriptionTable);
    connection.will.reset();
    if (form.willGroup->isChecked())
        connection.will = Will{form.willTopicEdit->text().trimmed(), form.willPayloadEdit->text().toUtf8(),
                               static_cast<quint8>(form.willQosBox->currentIndex()), form.willRetainBox->isChecked(),
                               base.connection.will.value_or(Will()).delaySeconds};
    return profile;
}

QWidget *fieldAt(const Ui::ProfilePage &form, const QString &pointer)
{
    const std::pair<QString, QWidget *> fields[] = {
        {u"/name"_s, form.nameEdit},
        {u"/connection/url"_s, form.urlEdit},
        {u"/connection/version"_s, form.versionBox},
        {u"/connection/username"_s, form.usernameEdit},
        {u"/connection/password"_s, form.passwordEdit},
        {u"/connection/keepAlive"_s, form.keepAliveBox},
        {u"/connection/connectTimeoutMs"_s, form.timeoutBox},
        {u"/connection/reconnect/initialMs"_s, form.initialBox},
        {u"/connection/reconnect/maxMs"_s, form.maxBox},
        {u"/connection/will/topic"_s, form.willTopicEdit},
        {u"/connection/will/payload"_s, form.willPayloadEdit},
        {u"/topics/report"_s, form.reportEdit},
        {u"/topics/command"_s, form.commandEdit},
        {u"/topics/reply"_s, form.replyEdit},
        {u"/subscriptions"_s, form.subscriptionTable},
    };
    for (const auto &[prefix, field] : fields) {
        if (pointer.startsWith(prefix))
            return field;
    }
    return nullptr;
}

} // namespace Standin::ProfileForm
