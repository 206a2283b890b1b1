// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonparts.h"

#include <QHash>
#include <QStringList>

namespace Standin {

/// The faults of a JSON object that is being read: the first error, with the JSON pointer, what was expected and what
/// was found, and the unknown keys. JsonReader reads the values.
///
/// Errors show what was found (ErrorText::found), except for keys that hide() names: of these only the type.
class JsonFaults
{
public:
    /// The meaning of a key with the value null.
    enum class Null : quint8 {
        IsAValue,
        IsLeftOut, ///< the same as a missing key
    };

    /// The object at `pointer` ("" is the whole document).
    explicit JsonFaults(const JsonText &object, QString pointer = {}, Null null = Null::IsAValue);

    /// The values of these keys are secrets: no error shows them.
    void hide(const QStringList &keys) { m_hidden += keys; }

    /// Declares keys as known: they are not reported as unknown, and may be suggested for an unknown one.
    void know(const QStringList &keys) { m_known += keys; }

    /// Declares another spelling of the key: if `key` is missing, the value of `spelling` is used.
    void spell(const QString &key, const QString &spelling) { m_spellings.insert(key, spelling); }
    /// The keys that are known so far.
    [[nodiscard]] const QStringList &knownKeys() const { return m_known; }

    /// The object must have exactly one of `keys`: returns this key; empty, with an error at this object, when it has
    /// none or more than one.
    QString oneOf(const QStringList &keys);

    /// Sets an error about the value of `key`, unless there is one already: "expected …, found …", followed by a
    /// suggestion (ErrorText::suggestion). For a missing key it names the unknown key that is probably meant.
    void unexpected(const QString &key, const QString &expected, const QString &suggestion = {});
    /// The same with another text, which must not contain a secret.
    void fail(const QString &key, const QString &message, ErrorCode code = ErrorCode::InvalidArgument);
    /// The same, about the object itself.
    void failHere(const QString &message) { setError(m_pointer, message); }
    /// Sets an error about the first unknown or repeated key, for content that must be understood completely.
    void refuseUnknownKeys();

    struct UnknownKey
    {
        QString pointer;         ///< a long key is truncated
        QString suggestion;      ///< ErrorText::suggestion
        bool isRepeated = false; ///< the object has this key more than once; it may be a known one
    };

    /// Number of unknown keys that are reported individually.
    static constexpr qsizetype mostUnknownShown = 20;

    /// The first ones of this object and of the objects inside, also repeated keys.
    [[nodiscard]] QList<UnknownKey> unknownKeys() const { return findUnknownKeys().first; }
    /// A line for each: its pointer, `what`, and the suggestion, or that it is repeated; finally the number of further
    /// ones.
    [[nodiscard]] QStringList unknownKeyWarnings(const QString &what) const;

    /// All keys of the object, each once, in their order in the text. Of a repeated one the last value is read.
    [[nodiscard]] QStringList keys() const;

    /// Whether the key is present with true or false.
    [[nodiscard]] bool isBoolean(const QString &key) const { return value(key).isBool(); }
    /// Whether the key is present with an object.
    [[nodiscard]] bool isObject(const QString &key) const { return value(key).isObject(); }
    /// Whether the key is present.
    [[nodiscard]] bool has(const QString &key) const { return !value(key).isUndefined(); }
    [[nodiscard]] const QString &pointer() const { return m_pointer; }
    [[nodiscard]] const Result<> &status() const { return m_status; }

protected:
    /// Undefined when the key is missing. The key is known from now on.
    [[nodiscard]] JsonText take(const QString &key);
    /// `unexpected` for an element of the array at `key`.
    void unexpectedElement(const QString &key, qsizetype index, const JsonText &found, const QString &expected);
    [[nodiscard]] QString pointerTo(const QString &key) const;
    [[nodiscard]] Null null() const { return m_null; }
    /// Adds the faults of an object inside to this object's.
    void adopt(const JsonFaults &inner);

private:
    struct UnknownKeys
    {
        QList<UnknownKey> first;
        qsizetype count = 0;
    };

    [[nodiscard]] UnknownKeys findUnknownKeys() const;
    /// The first unknown keys, at most mostUnknownShown members are looked at.
    [[nodiscard]] QStringList fewUnknownKeys() const;
    [[nodiscard]] bool isSpelling(const QString &key) const;
    /// -1 when the key is missing.
    [[nodiscard]] qsizetype indexOf(const QString &key) const;
    [[nodiscard]] JsonText value(const QString &key) const;
    void setError(const QString &where, const QString &message, ErrorCode code = ErrorCode::InvalidArgument);

    JsonParts m_members;
    QHash<QString, qsizetype> m_indexes; ///< of the members; empty for few members, which are searched linearly
    QString m_pointer;
    Null m_null;
    QStringList m_hidden;
    QStringList m_known;
    QHash<QString, QString> m_spellings;
    UnknownKeys m_unknownInside;
    Result<> m_status;
};

} // namespace Standin
