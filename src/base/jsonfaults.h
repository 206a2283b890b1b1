// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace Standin {

/// What is wrong with one JSON object that is being read: its first error, with the JSON pointer, what was expected and
/// what was found, and the keys that nobody asked for. JsonReader reads the values.
///
/// Errors show what was found (ErrorText::found), except for keys that hide() names: of these only the type.
class JsonFaults
{
public:
    /// What a key with the value null means.
    enum class Null : quint8 {
        IsAValue,
        IsLeftOut, ///< the same as no such key
    };

    /// The object at `pointer` ("" is the whole document).
    explicit JsonFaults(QJsonObject object, QString pointer = {}, Null null = Null::IsAValue);

    /// The values of these keys are secrets: no error shows them.
    void hide(const QStringList &keys) { m_hidden += keys; }

    /// These keys may stand in the object: they are no unknown keys, and may be suggested for one.
    void know(const QStringList &keys) { m_known += keys; }

    /// The key may be spelt like that, too: where `key` is missing, the value of `spelling` is meant.
    void spell(const QString &key, const QString &spelling) { m_spellings.insert(key, spelling); }
    /// The keys that were asked for or named so far.
    [[nodiscard]] const QStringList &knownKeys() const { return m_known; }

    /// Of several kinds of content, the object must have just one: the key among `keys` that is there; empty, and an
    /// error at this object, when none or more than one is.
    QString oneOf(const QStringList &keys);

    /// Makes an error of the value of `key`, unless there is one already: "expected …, found …", and a suggestion
    /// (ErrorText::suggestion) behind it.
    void unexpected(const QString &key, const QString &expected, const QString &suggestion = {});
    /// Likewise in other words. They must not hold a secret.
    void fail(const QString &key, const QString &message, ErrorCode code = ErrorCode::InvalidArgument);
    /// Likewise, about the object itself.
    void failHere(const QString &message) { setError(m_pointer, message); }
    /// Makes an error of the first unknown key: for what must not be understood only in part.
    void refuseUnknownKeys();

    struct UnknownKey
    {
        QString pointer;
        QString suggestion; ///< ErrorText::suggestion
    };

    /// This object's and those of the objects inside.
    [[nodiscard]] QList<UnknownKey> unknownKeys() const;

    /// All keys of the object.
    [[nodiscard]] QStringList keys() const { return m_object.keys(); }

    /// Whether the key is there, and holds true or false.
    [[nodiscard]] bool isBoolean(const QString &key) const { return value(key).isBool(); }
    /// Whether the key is there.
    [[nodiscard]] bool has(const QString &key) const { return !value(key).isUndefined(); }
    [[nodiscard]] const QString &pointer() const { return m_pointer; }
    [[nodiscard]] const Result<> &status() const { return m_status; }

protected:
    /// Undefined when the key is missing. The key is known from now on.
    [[nodiscard]] QJsonValue take(const QString &key);
    /// `unexpected` for an element of the array at `key`.
    void unexpectedElement(const QString &key, qsizetype index, const QJsonValue &found, const QString &expected);
    [[nodiscard]] QString pointerTo(const QString &key) const;
    [[nodiscard]] Null null() const { return m_null; }
    /// The faults of an object inside become this object's.
    void adopt(const JsonFaults &inner);

private:
    [[nodiscard]] bool isSpelling(const QString &key) const;
    [[nodiscard]] QJsonValue value(const QString &key) const;
    void setError(const QString &where, const QString &message, ErrorCode code = ErrorCode::InvalidArgument);

    QJsonObject m_object;
    QString m_pointer;
    Null m_null;
    QStringList m_hidden;
    QStringList m_known;
    QHash<QString, QString> m_spellings;
    QList<UnknownKey> m_unknownInside;
    Result<> m_status;
};

} // namespace Standin
