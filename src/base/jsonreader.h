// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonfaults.h"

#include <concepts>
#include <functional>
#include <optional>

namespace Standin {

/// Reads one JSON object key by key. A key that is missing leaves its target alone; one of the wrong type, or out of
/// range, is an error (JsonFaults). Every key that a function is asked for is known from then on.
class JsonReader : public JsonFaults
{
public:
    using JsonFaults::JsonFaults;

    /// The object that `text` holds. MalformedJson, or InvalidArgument for JSON of another type.
    [[nodiscard]] static Result<JsonReader> parse(const QByteArray &text, Null null = Null::IsAValue);

    void read(const QString &key, QString &target);
    void read(const QString &key, QStringList &target);
    void read(const QString &key, bool &target);
    void read(const QString &key, double &target, double least, double most);
    /// Whatever the type, as it was written; false when the key is missing.
    bool read(const QString &key, JsonText &target);

    /// A whole number. Its range must be within that of T, and within what a double holds exactly.
    template <std::integral T>
    requires(!std::same_as<T, bool>) void read(const QString &key, T &target, qint64 least, qint64 most)
    {
        if (const auto value = takeWhole(key, least, most))
            target = static_cast<T>(*value);
    }

    /// Any of the types above; still nullopt when the key is missing.
    template <typename T, typename... Range>
    void read(const QString &key, std::optional<T> &target, Range... range)
    {
        T value{};
        const bool there = has(key);
        read(key, value, range...);
        if (there)
            target = value;
    }

    /// A string that must be there and must not be empty.
    void readText(const QString &key, QString &target);
    /// One of the words allowed; a misspelt one is answered with a suggestion.
    void readWord(const QString &key, QString &target, const QStringList &allowed);

    /// An object, as it was written.
    void readObject(const QString &key, JsonText &target);
    /// An array, as it was written.
    void readArray(const QString &key, JsonText &target);
    /// An object inside. `fill` runs when the key is there; its errors and unknown keys become this reader's.
    void readObject(const QString &key, const std::function<void(JsonReader &)> &fill);
    /// So many objects in an array.
    static constexpr qsizetype mostObjects = 10'000;
    /// Likewise, once for each object in an array.
    void readObjects(const QString &key, const std::function<void(JsonReader &)> &fill);
    /// Likewise; a string in place of an object stands for one with this string at `shortKey`.
    void readObjects(const QString &key, const QString &shortKey, const std::function<void(JsonReader &)> &fill);

private:
    using IsRight = bool (*)(const JsonText &);

    /// The value when it is there and passes `isRight`.
    std::optional<JsonText> takeIf(const QString &key, const QString &expected,
                                   const std::function<bool(const JsonText &)> &isRight);
    std::optional<JsonParts> takeArray(const QString &key, const QString &plural, const QString &element,
                                       IsRight isRight);
    void readEach(const QString &key, const std::optional<JsonParts> &array, const QString &shortKey,
                  const std::function<void(JsonReader &)> &fill);
    std::optional<qint64> takeWhole(const QString &key, qint64 least, qint64 most);
};

} // namespace Standin
