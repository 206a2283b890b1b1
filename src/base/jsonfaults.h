// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonparts.h"

#include <QHash>
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
    explicit JsonFaults(const JsonText &object, QString pointer = {}, Null null = Null::IsAValue);

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
        QString pointer;    ///< a long key is cut off
        QString suggestion; ///< ErrorText::suggestion
    };

    /// Of so many unknown keys more is told than their number.
    static constexpr qsizetype mostUnknownShown = 20;

    /// The first of this object's and those of the objects inside.
    [[nodiscard]] QList<UnknownKey> unknownKeys() const { return findUnknownKeys().first; }
    /// A line for each: its pointer, `what` is wrong with it, and the suggestion; at last how many there are more.
    [[nodiscard]] QStringList unknownKeyWarnings(const QString &what) const;

    /// All keys of the object, each once, in the order they were written in.
    [[nodiscard]] QStringList keys() const;

    /// Whether the key is there, and holds true or false.
    [[nodiscard]] bool isBoolean(const QString &key) const { return value(key).isBool(); }
    /// Whether the key is there, and holds an object.
    [[nodiscard]] bool isObject(const QString &key) const { return value(key).isObject(); }
    /// Whether the key is there.
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
    /// The faults of an object inside become this object's.
    void adopt(const JsonFaults &inner);

private:
    struct UnknownKeys
    {
        QList<UnknownKey> first;
        qsizetype count = 0;
    };

    [[nodiscard]] UnknownKeys findUnknownKeys() const;
    [[nodiscard]] bool isSpelling(const QString &key) const;
    /// -1 when the key is missing.
    [[nodiscard]] qsizetype indexOf(const QString &key) const;
    [[nodiscard]] JsonText value(const QString &key) const;
    void setError(const QString &where, const QString &message, ErrorCode code = ErrorCode::InvalidArgument);

    JsonParts m_members;
    QHash<QString, qsizetype> m_indexes; ///< of the members; empty where there are few, which are looked through
    QString m_pointer;
    Null m_null;
    QStringList m_hidden;
    QStringList m_known;
    QHash<QString, QString> m_spellings;
    UnknownKeys m_unknownInside;
    Result<> m_status;
};

} // namespace Standin
