// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/profiledocument.h"
#include "gui/pages/payloadrow.h"

namespace Standin::Gui {

class ProfileDocuments;

/// The default reply of a profile.
class DefaultReplyRow final : public PayloadRow
{
    Q_OBJECT

public:
    /// The documents must outlive the row.
    explicit DefaultReplyRow(ProfileDocuments &documents, QWidget *parent = nullptr);

    void setDocument(const DocumentPtr &document);

private:
    void edit();

    ProfileDocuments &m_documents;
    DocumentPtr m_document;
};

} // namespace Standin::Gui
