// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonfaults.h"

#include <concepts>
#include <functional>
#include <optional>

namespace Standin {

/// Reads one JSON object key by key. A missing key does not change its target; a value of the wrong type or out of
/// range is an error (JsonFaults). Every key that is read becomes a known key.
class JsonReader : public JsonFaults
{
public:
    using JsonFaults::JsonFaults;

    /// Parses an object. MalformedJson, or InvalidArgument for JSON of another type.
    [[nodiscard]] static Result<JsonReader> parse(const QByteArray &text, Null null = Null::IsAValue);

    void read(const QString &key, QString &target);
    void read(const QString &key, QStringList &target);
    void read(const QString &key, bool &target);
    void read(const QString &key, double &target, double least, double most);
    /// A value of any type with its original text; false when the key is missing.
    bool read(const QString &key, JsonText &target);

    /// A whole number. Its range must be within that of T, and exact in a double.
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

    /// A required string that must not be empty.
    void readText(const QString &key, QString &target);
    /// One of the allowed words; the error for a misspelt one has a suggestion.
    void readWord(const QString &key, QString &target, const QStringList &allowed);

    /// An object with its original text.
    void readObject(const QString &key, JsonText &target);
    /// An array with its original text.
    void readArray(const QString &key, JsonText &target);
    /// An object inside. `fill` is called when the key is present; its errors and unknown keys are added to this
    /// reader's.
    void readObject(const QString &key, const std::function<void(JsonReader &)> &fill);
    /// Maximum number of objects in an array.
    static constexpr qsizetype mostObjects = 10'000;
    /// The same, once for each object in an array.
    void readObjects(const QString &key, const std::function<void(JsonReader &)> &fill);
    /// The same; a string in place of an object means an object with this string at `shortKey`.
    void readObjects(const QString &key, const QString &shortKey, const std::function<void(JsonReader &)> &fill);

private:
    using IsRight = bool (*)(const JsonText &);

    /// The value if it is present and passes `isRight`.
    std::optional<JsonText> takeIf(const QString &key, const QString &expected,
                                   const std::function<bool(const JsonText &)> &isRight);
    std::optional<JsonParts> takeArray(const QString &key, const QString &plural, const QString &element,
                                       IsRight isRight);
    void readEach(const QString &key, const std::optional<JsonParts> &array, const QString &shortKey,
                  const std::function<void(JsonReader &)> &fill);
    std::optional<qint64> takeWhole(const QString &key, qint64 least, qint64 most);
};

} // namespace Standin
