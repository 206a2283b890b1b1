// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/defaultreplyrow.h"

#include "gui/documents/profiledocuments.h"
#include "gui/pages/payloaddialog.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DefaultReplyRow::DefaultReplyRow(ProfileDocuments &documents, QWidget *parent)
    : PayloadRow(u"defaultReply"_s, tr("Default reply"),
                 tr("Change the reply to commands that no preset reply and no rule answers"), parent)
    , m_documents(documents)
{
    connect(this, &PayloadRow::editRequested, this, &DefaultReplyRow::edit);
}

void DefaultReplyRow::setDocument(const DocumentPtr &document)
{
    m_document = document;
    showPayload(document->profile.reply, tr("none: other commands are not answered"));
}

void DefaultReplyRow::edit()
{
    PayloadDialog::edit(
        {.kind = PayloadDialog::Kind::Reply,
         .title = tr("Default Reply"),
         .hint = tr("It answers every command with a correlation key that no preset reply and no rule answers. It is "
                    "part of the profile %1. Leave it empty to send no reply.")
                     .arg(m_document->title()),
         .action = tr("Apply"),
         .before = {m_document->profile.reply, {}},
         .save =
             [this, document = m_document](const PayloadDialog::Entered &entered,
                                           const PayloadDialog::Answered &answered) {
                 Profile profile = document->profile;
                 profile.reply = entered.payload;
                 answered(m_documents.setProfile(document, profile));
             }},
        this);
}

} // namespace Standin::Gui
