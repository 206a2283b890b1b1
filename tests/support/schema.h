// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/file.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace Standin::Tests {

/// A JSON schema, for tests that it and a reader accept the same.
class Schema
{
public:
    Result<> load(const QString &path)
    {
        return File::read(path, 1024 * 1024).and_then([&](const QByteArray &text) -> Result<> {
            const QJsonDocument document = QJsonDocument::fromJson(text);
            if (!document.isObject())
                return failure(ErrorCode::MalformedJson, QStringLiteral("expected an object"), path);
            const QJsonValue value(document.object());
            valijson::SchemaParser parser;
            parser.populateSchema(valijson::adapters::QtJsonAdapter(value), m_schema);
            return {};
        });
    }

    /// What is wrong with a JSON object, a line for each; nullopt when it is valid.
    [[nodiscard]] std::optional<QString> faultsIn(const QByteArray &text) const
    {
        const QJsonValue value(QJsonDocument::fromJson(text).object());
        valijson::ValidationResults faults;
        if (valijson::Validator().validate(m_schema, valijson::adapters::QtJsonAdapter(value), &faults))
            return std::nullopt;
        QString found;
        valijson::ValidationResults::Error fault;
        while (faults.popError(fault))
            found += QString::fromStdString(fault.description) + QLatin1Char('\n');
        return found;
    }

private:
    valijson::Schema m_schema;
};

} // namespace Standin::Tests
