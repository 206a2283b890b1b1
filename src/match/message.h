// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonpointer.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <utility>

namespace Standin::Match {

/// Texts by name, in their order; a name may occur more than once.
using NamedTexts = QList<std::pair<QString, QString>>;

/// A message for rules, templates, filters and queries. Text, topic levels and JSON value are made when they are first
/// needed, and kept. A message is cheap to copy, but a copy does not share what is made later, so pass references. Not
/// thread-safe, not even for reading.
class Message
{
public:
    struct Fields
    {
        QString topic = {};
        QByteArray payload = {};
        quint8 qos = 0;
        bool retain = false;
        bool dup = false;
        NamedTexts properties = {};  ///< MQTT 5, user properties under their own names
        NamedTexts correlation = {}; ///< known correlation values, as key and plain text
    };

    Message() = default;
    explicit Message(Fields fields);

    [[nodiscard]] const QString &topic() const { return m_fields.topic; }
    [[nodiscard]] const QByteArray &payload() const { return m_fields.payload; }
    [[nodiscard]] quint8 qos() const { return m_fields.qos; }
    [[nodiscard]] bool retain() const { return m_fields.retain; }
    [[nodiscard]] bool dup() const { return m_fields.dup; }
    [[nodiscard]] const NamedTexts &properties() const { return m_fields.properties; }
    [[nodiscard]] const NamedTexts &correlation() const { return m_fields.correlation; }

    void setCorrelation(NamedTexts correlation) { m_fields.correlation = std::move(correlation); }

    /// The first property of this name; nullopt where there is none.
    [[nodiscard]] std::optional<QString> property(QStringView name) const;

    /// The levels of the topic. The views are valid as long as the message or a copy of it.
    [[nodiscard]] const QList<QStringView> &levels() const;

    /// The payload as UTF-8 text.
    [[nodiscard]] const QString &text() const;

    /// The payload as JSON with its original text, without a byte order mark; undefined if it is not JSON. Raw control
    /// characters in its strings, which JSON does not allow, are tolerated and escaped.
    [[nodiscard]] const JsonText &written() const;
    /// The value at a path (JsonTree::at()); undefined if there is none.
    [[nodiscard]] JsonText written(const QStringList &path) const;
    [[nodiscard]] JsonText written(const JsonPointer &pointer) const;

    /// The payload as JSON for comparisons, with rounded numbers and sorted keys; undefined if it is not JSON. Objects
    /// and arrays are read by QJsonDocument, which tolerates a few more faults (`1.`).
    [[nodiscard]] const QJsonValue &json() const;

private:
    [[nodiscard]] const JsonTree &tree() const;

    Fields m_fields;
    mutable QHash<QString, qsizetype> m_firstProperties; ///< empty: not made yet
    mutable QList<QStringView> m_levels;                 ///< empty: not made yet; every topic has one level at least
    mutable std::optional<QString> m_text;
    mutable std::optional<JsonText> m_written;
    mutable std::optional<JsonTree> m_tree;
    mutable std::optional<QJsonValue> m_json;
};

} // namespace Standin::Match
