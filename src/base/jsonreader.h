// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace Standin {

/// Reads one JSON object key by key. A key that is missing leaves its target alone; one of the wrong type, or out of
/// range, is the reader's first error, with the JSON pointer, what was found and what was expected. Keys nobody
/// asked for are reported by unknownKeys().
class JsonReader
{
public:
    /// The object at `pointer` ("" is the whole document).
    JsonReader(QJsonObject object, QString pointer);

    void read(const QString &key, QString &target);
    void read(const QString &key, QStringList &target);
    void read(const QString &key, bool &target);
    void read(const QString &key, int &target, int least, int most);
    void read(const QString &key, double &target, double least, double most);
    void read(const QString &key, QJsonObject &target);
    /// Whatever the type; false when the key is missing.
    bool read(const QString &key, QJsonValue &target);

    /// An object inside. `fill` runs when the key is there; its errors and unknown keys become this reader's.
    void readObject(const QString &key, const std::function<void(JsonReader &)> &fill);
    /// Likewise, once for each object in an array.
    void readObjects(const QString &key, const std::function<void(JsonReader &)> &fill);

    /// Makes an error of the value of `key`, unless there is one already.
    void fail(const QString &key, const QString &message, ErrorCode code = ErrorCode::InvalidArgument);

    [[nodiscard]] bool has(const QString &key) const { return m_object.contains(key); }
    [[nodiscard]] const Result<> &status() const { return m_status; }
    /// JSON pointers, this object's and those of the objects inside.
    [[nodiscard]] QStringList unknownKeys() const;

private:
    /// The value when it is there and passes `isRight`.
    std::optional<QJsonValue> take(const QString &key, const QString &expected,
                                   const std::function<bool(const QJsonValue &)> &isRight);
    void adopt(const JsonReader &inner);

    QJsonObject m_object;
    QString m_pointer;
    QStringList m_known;
    QStringList m_unknownInside;
    Result<> m_status;
};

} // namespace Standin
