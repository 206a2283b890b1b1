// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/profileform.h"

#include "base/jsontext.h"
#include "gui/pages/profilepage.h"
#include "gui/pages/subscriptionsedit.h"
#include "gui/pages/userpropertiestext.h"
#include "ui_profilepage.h"

#include <algorithm>
#include <concepts>

using namespace Qt::StringLiterals;

namespace Standin::Gui::ProfileForm {

namespace {

// The value of a field, or `before` if the field still shows it: a field may have a narrower range or show only part of
// a text.

QString edited(const QLineEdit &field, const QString &before)
{
    return field.text() == before.left(field.maxLength()) ? before : field.text();
}

QString edited(const FileEdit &field, const QString &before)
{
    return field.text() == before.trimmed() ? before : field.text();
}

template <typename Box, typename T>
requires std::integral<T> T edited(const Box &field, T before)
{
    using Value = decltype(field.value());
    const Value shown = std::clamp(static_cast<Value>(before), field.minimum(), field.maximum());
    return field.value() == shown ? before : static_cast<T>(field.value());
}

/// The same, without spaces around the entered text.
QString editedName(const QLineEdit &field, const QString &before)
{
    const QString text = edited(field, before);
    return text == before ? before : text.trimmed();
}

QByteArray editedPayload(const QLineEdit &field, const QByteArray &before)
{
    return edited(field, JsonText::decoded(before)).toUtf8();
}

void fillTls(Ui::ProfilePage &form, const Tls &tls)
{
    form.caEdit->setText(tls.ca);
    form.verifyPeerBox->setChecked(tls.verifyPeer);
    form.serverNameEdit->setText(tls.serverName);
    form.certificateEdit->setText(tls.certificate);
    form.keyEdit->setText(tls.key);
    form.pkcs12Edit->setText(tls.pkcs12);
    form.alpnEdit->setText(tls.alpn.join(u", "_s));
    form.minimumTlsBox->setCurrentText(tls.minimumVersion);
}

QStringList readList(const QLineEdit &field, const QStringList &before)
{
    if (field.text() == before.join(u", "_s))
        return before;
    QStringList items;
    for (const QString &item : field.text().split(u',')) {
        if (const QString trimmed = item.trimmed(); !trimmed.isEmpty())
            items.append(trimmed);
    }
    return items;
}

Tls readTls(const Ui::ProfilePage &form, const Tls &before)
{
    return {.ca = edited(*form.caEdit, before.ca),
            .certificate = edited(*form.certificateEdit, before.certificate),
            .key = edited(*form.keyEdit, before.key),
            .pkcs12 = edited(*form.pkcs12Edit, before.pkcs12),
            .keyPassword = form.keyPasswordEdit->secret(),
            .verifyPeer = form.verifyPeerBox->isChecked(),
            .serverName = editedName(*form.serverNameEdit, before.serverName),
            .alpn = readList(*form.alpnEdit, before.alpn),
            .minimumVersion = form.minimumTlsBox->currentText()};
}

void fillDelivery(Ui::ProfilePage &form, const Profile &profile)
{
    form.reportQosBox->setCurrentIndex(profile.qos.report);
    form.commandQosBox->setCurrentIndex(profile.qos.command);
    form.replyQosBox->setCurrentIndex(profile.qos.reply ? *profile.qos.reply + 1 : 0);
    form.replyLimitBox->setValue(profile.replyLimit);
    form.retainHandlingBox->setCurrentIndex(profile.commandOptions.retainHandling);
    form.noLocalBox->setChecked(profile.commandOptions.noLocal);
    form.retainAsPublishedBox->setChecked(profile.commandOptions.retainAsPublished);
    form.commandPropertiesEdit->setText(UserPropertiesText::of(profile.commandOptions.userProperties));
}

void readDelivery(const Ui::ProfilePage &form, Profile &profile)
{
    profile.qos.report = static_cast<quint8>(form.reportQosBox->currentIndex());
    profile.qos.command = static_cast<quint8>(form.commandQosBox->currentIndex());
    profile.qos.reply.reset(); // the first choice
    if (const int index = form.replyQosBox->currentIndex(); index > 0)
        profile.qos.reply = static_cast<quint8>(index - 1);
    profile.replyLimit = form.replyLimitBox->value();
    profile.commandOptions.retainHandling = static_cast<quint8>(form.retainHandlingBox->currentIndex());
    profile.commandOptions.noLocal = form.noLocalBox->isChecked();
    profile.commandOptions.retainAsPublished = form.retainAsPublishedBox->isChecked();
    auto &properties = profile.commandOptions.userProperties;
    properties = UserPropertiesText::edited(form.commandPropertiesEdit->text(), properties);
}

void fillBirth(Ui::ProfilePage &form, const std::optional<Birth> &given)
{
    const Birth birth = given.value_or(Birth());
    form.birthGroup->setChecked(given.has_value());
    form.birthTopicEdit->setText(birth.topic);
    form.birthPayloadEdit->setText(JsonText::decoded(birth.payload));
    form.birthQosBox->setCurrentIndex(birth.qos);
    form.birthRetainBox->setChecked(birth.retain);
}

std::optional<Birth> readBirth(const Ui::ProfilePage &form, const Birth &before)
{
    if (!form.birthGroup->isChecked())
        return std::nullopt;
    return Birth{.topic = editedName(*form.birthTopicEdit, before.topic),
                 .payload = editedPayload(*form.birthPayloadEdit, before.payload),
                 .qos = static_cast<quint8>(form.birthQosBox->currentIndex()),
                 .retain = form.birthRetainBox->isChecked()};
}

std::optional<Will> readWill(const Ui::ProfilePage &form, const Will &before)
{
    if (!form.willGroup->isChecked())
        return std::nullopt;
    return Will{.topic = editedName(*form.willTopicEdit, before.topic),
                .payload = editedPayload(*form.willPayloadEdit, before.payload),
                .qos = static_cast<quint8>(form.willQosBox->currentIndex()),
                .retain = form.willRetainBox->isChecked(),
                .delaySeconds = edited(*form.willDelayBox, before.delaySeconds)};
}

} // namespace

void setUp(Ui::ProfilePage &form)
{
    form.versionBox->addItems(mqttVersionNames());
    form.minimumTlsBox->addItems({u"1.2"_s, u"1.3"_s});
    form.replyQosBox->addItem(ProfilePage::tr("As the command"));
    for (QComboBox *box : {form.willQosBox, form.birthQosBox, form.reportQosBox, form.commandQosBox, form.replyQosBox})
        box->addItems({u"0"_s, u"1"_s, u"2"_s});
    form.retainHandlingBox->addItems(SubscriptionsEdit::retainHandlings());
    form.serverReferenceBox->addItems({ProfilePage::tr("Stop"), ProfilePage::tr("Follow if no password is sent"),
                                       ProfilePage::tr("Follow, with passwords")});
}

void fill(Ui::ProfilePage &form, const Profile &profile)
{
    const Connection &connection = profile.connection;
    form.nameEdit->setText(profile.name);
    form.urlEdit->setText(connection.url.toString());
    form.versionBox->setCurrentText(toString(connection.version));
    form.usernameEdit->setText(connection.username);
    fillSecrets(form, profile);
    form.keepAliveBox->setValue(connection.keepAlive);
    form.timeoutBox->setValue(connection.connectTimeoutMs);
    form.cleanStartBox->setChecked(connection.cleanStart);
    form.sessionExpiryBox->setValue(connection.sessionExpiry);
    form.serverReferenceBox->setCurrentIndex(static_cast<int>(connection.serverReference));
    form.strictBox->setChecked(connection.strict);
    fillTls(form, connection.tls);
    form.initialBox->setValue(connection.reconnect.initialMs);
    form.maxBox->setValue(connection.reconnect.maxMs);
    form.jitterBox->setValue(qRound(connection.reconnect.jitter * 100));
    form.attemptsBox->setValue(connection.reconnect.attempts);
    form.reportEdit->setText(profile.topics.report);
    form.commandEdit->setText(profile.topics.command);
    form.replyEdit->setText(profile.topics.reply);
    fillDelivery(form, profile);
    form.subscriptionsEdit->setSubscriptions(profile.subscriptions);
    fillBirth(form, connection.birth);
    const Will will = connection.will.value_or(Will());
    form.willGroup->setChecked(connection.will.has_value());
    form.willTopicEdit->setText(will.topic);
    form.willPayloadEdit->setText(JsonText::decoded(will.payload));
    form.willQosBox->setCurrentIndex(will.qos);
    form.willRetainBox->setChecked(will.retain);
    form.willDelayBox->setValue(will.delaySeconds);
}

void fillSecrets(Ui::ProfilePage &form, const Profile &profile)
{
    form.passwordEdit->setSecret(profile.connection.password);
    form.keyPasswordEdit->setSecret(profile.connection.tls.keyPassword);
}

Profile read(const Ui::ProfilePage &form, const Profile &base)
{
    Profile profile = base;
    Connection &connection = profile.connection;
    profile.name = editedName(*form.nameEdit, profile.name);
    if (const QString url = form.urlEdit->text().trimmed(); url != connection.url.toString())
        connection.url = QUrl(url, QUrl::StrictMode);
    connection.version = mqttVersionFromString(form.versionBox->currentText()).value_or(connection.version);
    connection.username = edited(*form.usernameEdit, connection.username);
    connection.password = form.passwordEdit->secret();
    connection.keepAlive = edited(*form.keepAliveBox, connection.keepAlive);
    connection.connectTimeoutMs = edited(*form.timeoutBox, connection.connectTimeoutMs);
    connection.cleanStart = form.cleanStartBox->isChecked();
    connection.sessionExpiry = edited(*form.sessionExpiryBox, connection.sessionExpiry);
    connection.serverReference = static_cast<ServerReferencePolicy>(form.serverReferenceBox->currentIndex());
    connection.strict = form.strictBox->isChecked();
    connection.tls = readTls(form, connection.tls);
    Reconnect &reconnect = connection.reconnect;
    reconnect.initialMs = edited(*form.initialBox, reconnect.initialMs);
    reconnect.maxMs = edited(*form.maxBox, reconnect.maxMs);
    if (qRound(reconnect.jitter * 100) != form.jitterBox->value())
        reconnect.jitter = form.jitterBox->value() / 100.0;
    reconnect.attempts = edited(*form.attemptsBox, reconnect.attempts);
    profile.topics = {editedName(*form.reportEdit, profile.topics.report),
                      editedName(*form.commandEdit, profile.topics.command),
                      editedName(*form.replyEdit, profile.topics.reply)};
    readDelivery(form, profile);
    profile.subscriptions = form.subscriptionsEdit->subscriptions();
    connection.will = readWill(form, connection.will.value_or(Will()));
    connection.birth = readBirth(form, connection.birth.value_or(Birth()));
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
        {u"/connection/sessionExpiry"_s, form.sessionExpiryBox},
        {u"/connection/tls/ca"_s, form.caEdit},
        {u"/connection/tls/certificate"_s, form.certificateEdit},
        {u"/connection/tls/keyPassword"_s, form.keyPasswordEdit},
        {u"/connection/tls/key"_s, form.keyEdit},
        {u"/connection/tls/pkcs12"_s, form.pkcs12Edit},
        {u"/connection/tls/serverName"_s, form.serverNameEdit},
        {u"/connection/tls/alpn"_s, form.alpnEdit},
        {u"/connection/tls/minimumVersion"_s, form.minimumTlsBox},
        {u"/connection/reconnect/initialMs"_s, form.initialBox},
        {u"/connection/reconnect/maxMs"_s, form.maxBox},
        {u"/connection/will/topic"_s, form.willTopicEdit},
        {u"/connection/will/payload"_s, form.willPayloadEdit},
        {u"/connection/will/delaySeconds"_s, form.willDelayBox},
        {u"/connection/birth/topic"_s, form.birthTopicEdit},
        {u"/connection/birth/payload"_s, form.birthPayloadEdit},
        {u"/topics/report"_s, form.reportEdit},
        {u"/topics/command"_s, form.commandEdit},
        {u"/topics/reply"_s, form.replyEdit},
        {u"/connection/serverReference"_s, form.serverReferenceBox},
        {u"/qos/report"_s, form.reportQosBox},
        {u"/qos/command"_s, form.commandQosBox},
        {u"/qos/reply"_s, form.replyQosBox},
        {u"/replyLimit"_s, form.replyLimitBox},
        {u"/commandSubscription/retainHandling"_s, form.retainHandlingBox},
        {u"/commandSubscription/userProperties"_s, form.commandPropertiesEdit},
        {u"/subscriptions"_s, form.subscriptionsEdit},
    };
    for (const auto &[prefix, field] : fields) {
        if (pointer.startsWith(prefix))
            return field;
    }
    return nullptr;
}

} // namespace Standin::Gui::ProfileForm
