// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/devicepane.h"

#include "fleet/bulk.h"
#include "gui/devices/deviceheader.h"
#include "gui/documents/profiledocuments.h"
#include "gui/pages/profilepage.h"
#include "gui/pages/publishpage.h"
#include "gui/pages/repliespage.h"
#include "gui/style/icon.h"
#include "rules/presetreply.h"

#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

bool connectsAlike(const Profile &a, const Profile &b)
{
    return a.connection == b.connection && a.topics == b.topics && a.subscriptions == b.subscriptions;
}

} // namespace

DevicePane::DevicePane(Fleet &fleet, ProfileDocuments &documents, QWidget *parent)
    : QWidget(parent)
    , m_fleet(fleet)
    , m_documents(documents)
    , m_header(new DeviceHeader(this))
    , m_tabs(new QTabWidget(this))
    , m_publish(new PublishPage(fleet))
    , m_replies(new RepliesPage(fleet))
    , m_profile(new ProfilePage)
{
    m_tabs->setObjectName(u"pages"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->insertTab(Publish, m_publish, lineIcon(u"send"_s), tr("Publish"));
    m_tabs->insertTab(Replies, m_replies, lineIcon(u"reply"_s), tr("Replies"));
    m_tabs->insertTab(ProfileSettings, m_profile, lineIcon(u"profile"_s), tr("Profile"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_tabs, 1);
    connectPages();
}

void DevicePane::connectPages()
{
    connect(m_publish, &PublishPage::messagesEdited, this, [this](const QList<SavedMessage> &messages) {
        Profile profile = m_document->profile;
        profile.messages = messages;
        m_documents.setProfile(m_document, profile);
    });
    connect(m_replies, &RepliesPage::defaultReplyDrafted, this,
            [this](const std::optional<QByteArray> &draft) { m_documents.setReplyDraft(m_document, draft); });
    connect(m_replies, &RepliesPage::defaultReplyApplied, this, &DevicePane::applyDefaultReply);
    connect(m_profile, &ProfilePage::drafted, this,
            [this](const std::optional<Profile> &draft) { m_documents.setDraft(m_document, draft); });
    connect(m_profile, &ProfilePage::applied, this, &DevicePane::applyProfile);
    connect(m_profile, &ProfilePage::reconnectRequested, this,
            [this] { Bulk::perform(m_fleet, onlineDevices(m_document), Order::Reconnect(), this); });
    connect(&m_documents, &ProfileDocuments::changed, this, [this](const DocumentPtr &document) {
        if (document == m_document)
            showDocument();
    });
}

void DevicePane::setSelection(const QStringList &ids)
{
    m_ids = ids;
    m_document = m_documents.of(current());
    m_header->setSelectedCount(ids.size());
    m_publish->setSelection(ids);
    m_replies->setSelection(ids);
    showDocument();
    refresh();
}

void DevicePane::refresh()
{
    const auto status = m_fleet.status(current());
    if (!status)
        return;
    m_header->setStatus(*status);
    m_publish->setStatus(*status);
    m_replies->setStatus(*status);
}

void DevicePane::showDocument()
{
    if (!m_document)
        return;
    m_header->setDocument(m_document->title(), m_document->isModified());
    m_publish->setMessages(m_document->profile.messages);
    m_replies->setDefaultReply(m_document->profile.reply, m_document->replyDraft);
    m_profile->setDevice(current(), *m_document);
}

void DevicePane::showPage(Page page)
{
    m_tabs->setCurrentIndex(page);
    m_tabs->currentWidget()->setFocus();
}

void DevicePane::proposePreset(const Entry &entry)
{
    showPage(Replies);
    m_replies->proposePreset(Rules::presetReplyFrom(entry.payload, entry.correlation));
}

void DevicePane::applyProfile()
{
    const Profile before = m_document->profile;
    if (const auto applied = m_documents.applyDrafts(m_document); !applied) {
        m_profile->showProblem(applied.error());
        return;
    }
    const bool sameConnection = connectsAlike(before, m_document->profile);
    m_profile->showApplied(sameConnection ? 0 : static_cast<int>(onlineDevices(m_document).size()));
}

void DevicePane::applyDefaultReply()
{
    Profile profile = m_document->profile;
    profile.reply = m_document->replyDraft.value_or(profile.reply);
    const auto set = m_documents.setProfile(m_document, profile);
    if (set)
        m_documents.setReplyDraft(m_document, std::nullopt);
    m_replies->showDefaultReplyResult(set);
}

QStringList DevicePane::onlineDevices(const DocumentPtr &document) const
{
    QStringList online;
    std::copy_if(document->devices.cbegin(), document->devices.cend(), std::back_inserter(online),
                 [this](const QString &id) {
                     const auto status = m_fleet.status(id);
                     return status && status->state != DeviceState::Offline && status->state != DeviceState::Failed;
                 });
    return online;
}

} // namespace Standin::Gui
