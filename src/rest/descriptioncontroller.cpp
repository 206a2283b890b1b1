// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/descriptioncontroller.h"

#include "rest/http/answerparts.h"
#include "rest/openapi/curlline.h"
#include "rest/openapi/docspage.h"
#include "rest/openapi/openapidocument.h"

#include <QJsonDocument>

namespace Standin::Rest {

void DescriptionController::make()
{
    if (!m_document.isEmpty())
        return;
    const QJsonObject document = OpenApiDocument::of(m_table());
    m_document = QJsonDocument(document).toJson(QJsonDocument::Compact);
    m_page = DocsPage::of(document);
}

void DescriptionController::document(const HttpRequest &, const ReplyPtr &reply)
{
    make();
    sendInParts(this, reply, {literalPiece(m_document)}, 0);
}

void DescriptionController::page(const HttpRequest &request, const ReplyPtr &reply)
{
    make();
    const QByteArray page =
        CurlLine::completed(m_page, request.fields.value("host"), request.fields.has("authorization"));
    sendInParts(this, reply, {literalPiece(page)}, page.size(),
                {.contentType = "text/html; charset=utf-8",
                 .headers = {{"Content-Security-Policy", DocsPage::policy()}, {"Referrer-Policy", "no-referrer"}}});
}

} // namespace Standin::Rest
