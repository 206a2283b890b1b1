// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <memory>

namespace Standin {

struct Answer;

/// The OpenAPI document of the program, to which its answers are compared. It is stricter than the document says: an
/// object may have only the members that are named, so that none stays undescribed.
class ApiDescription
{
public:
    explicit ApiDescription(const QJsonObject &document);
    ~ApiDescription();
    Q_DISABLE_COPY_MOVE(ApiDescription)

    /// The one that a server of this program sends; fetched once.
    static ApiDescription &served();
    /// Fails the running test when the served description has no such answer.
    static void check(const QByteArray &method, const QString &pathAndQuery, const Answer &answer);

    /// What is wrong with the answer; empty when nothing is, also when there was no answer.
    [[nodiscard]] QString faultOf(const QByteArray &method, const QString &pathAndQuery, const Answer &answer);
    /// Why the value is not of this schema; empty when it is.
    [[nodiscard]] QString faultOf(const QJsonValue &value, const QJsonObject &schema);

    [[nodiscard]] const QJsonObject &document() const { return m_document; }
    /// Answers that were compared.
    [[nodiscard]] int checkedCount() const { return m_checked; }

private:
    class Schemas;

    [[nodiscard]] QString faultOfFields(const QJsonObject &response, const Answer &answer) const;
    [[nodiscard]] QJsonObject responseOf(const QByteArray &method, const QString &pathAndQuery, int status) const;

    QJsonObject m_document;
    std::unique_ptr<Schemas> m_schemas;
    int m_checked = 0;
};

} // namespace Standin
