// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/router.h"

#include <QObject>

namespace Standin::Rest {

/// /openapi.json and /docs, both made of the table of routes when they are first asked for.
class DescriptionController final : public QObject
{
    Q_OBJECT

public:
    using Table = std::function<std::vector<Route>()>;

    explicit DescriptionController(Table table)
        : m_table(std::move(table))
    {}

    void document(const HttpRequest &request, const ReplyPtr &reply);
    /// Its commands name the host of the request, and a token if the request has one. A browser gets no script and
    /// nothing from elsewhere, and is told to accept neither (Content-Security-Policy).
    void page(const HttpRequest &request, const ReplyPtr &reply);

private:
    void make();

    const Table m_table;
    QByteArray m_document;
    QByteArray m_page;
};

} // namespace Standin::Rest
