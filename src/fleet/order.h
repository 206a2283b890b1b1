// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "base/offlinemode.h"
#include "base/result.h"
#include "device/presetreply.h"
#include "profile/publication.h"

#include <concepts>
#include <variant>

namespace Standin {

template <typename Type, typename Variant>
inline constexpr bool isAlternative = false;
template <typename Type, typename... Alternatives>
inline constexpr bool isAlternative<Type, std::variant<Alternatives...>> = (std::same_as<Type, Alternatives> || ...);

/// An action of a device as a value: Fleet::perform() executes it, and it can be read from and written to JSON. The
/// nested types are the kinds of orders, and Order is made from any of them:
///
///     fleet.perform(id, Order::GoOffline{OfflineMode::Abrupt});
///
/// The JSON form is an object with one key, the name of the order, whose value is the object of arguments:
///
///     {"goOffline": {"mode": "abrupt"}}
class Order
{
public:
    /// Answers when the device is online or has failed. A device that is online with the connection of its profile
    /// answers at once; if the connection was changed, it goes offline cleanly first.
    struct Connect
    {
        bool operator==(const Connect &) const = default;
    };

    /// Goes offline with `mode` if it is online, and stays offline; ends attempts to connect with Cancelled.
    struct GoOffline
    {
        OfflineMode mode = OfflineMode::Clean;

        bool operator==(const GoOffline &) const = default;
    };

    /// Goes offline cleanly if it is online, then as Connect.
    struct Reconnect
    {
        bool operator==(const Reconnect &) const = default;
    };

    /// Answers when the broker has acknowledged (QoS 1, 2) or the bytes were passed to the system (QoS 0). NotOnline
    /// unless the device is online; ConnectionLost, PublishTimeout or DeliveryUnknown when no acknowledgement came (see
    /// DeliveryError); LimitReached when too many messages wait for one.
    struct Publish
    {
        Publication publication;

        bool operator==(const Publish &) const = default;
    };

    /// Adds a preset reply to the queue of the device (PresetReplies).
    struct AddPresetReply
    {
        PresetReply reply;

        bool operator==(const AddPresetReply &) const = default;
    };

    /// The queue of preset replies as it is to be: some edited, moved or left out. Cancelled when it is not `before`
    /// any more, because one was used or added meanwhile; nothing is changed then, nor for a template that is wrong.
    struct ReplacePresetReplies
    {
        QList<PresetReply> before;
        QList<PresetReply> after;

        bool operator==(const ReplacePresetReplies &) const = default;
    };

    struct ClearPresetReplies
    {
        bool operator==(const ClearPresetReplies &) const = default;
    };

    /// Sets values of the device's state; null removes one. TooLarge when there would be too many.
    struct SetState
    {
        JsonText values = JsonText::emptyObject();
        bool isAll = false;   ///< all others are removed
        JsonText before = {}; ///< Cancelled when the state is not this any more; undefined: whatever it is

        bool operator==(const SetState &) const = default;
    };

    /// Makes the device as its profile has it, for the next test: the state of the profile, no delayed actions of
    /// rules; rules begin anew. It stays online or offline.
    struct Reset
    {
        bool presetReplies = true; ///< clears them, too

        bool operator==(const Reset &) const = default;
    };

    /// Takes the device offline cleanly and removes it.
    struct Remove
    {
        bool operator==(const Remove &) const = default;
    };

    using Kind = std::variant<Connect, GoOffline, Reconnect, Publish, AddPresetReply, ReplacePresetReplies,
                              ClearPresetReplies, SetState, Reset, Remove>;

    template <typename Type>
    requires isAlternative<Type, Kind> Order(Type kind)
        : m_kind(std::in_place_type<Type>, std::move(kind))
    {}

    [[nodiscard]] const Kind &kind() const { return m_kind; }
    /// "connect", "goOffline", "reconnect", "publish", "addPresetReply", "replacePresetReplies",
    /// "clearPresetReplies", "setState", "reset", "remove".
    [[nodiscard]] QString name() const;
    /// Whether it makes the device open a new connection to its broker.
    [[nodiscard]] bool opensConnection() const;

    /// A payload is written as JSON if that preserves its bytes, else as a string if that does, else as
    /// "payloadBase64". So fromJson(toJson()) is the same order.
    [[nodiscard]] JsonText toJson() const;
    /// InvalidArgument with a JSON pointer that begins with `pointer` for an unknown name, a missing or unknown key,
    /// and a value of the wrong type.
    [[nodiscard]] static Result<Order> fromJson(const JsonText &object, const QString &pointer = {});

    /// The order of this name with these arguments; errors as those of fromJson().
    [[nodiscard]] static Result<Order> fromArguments(const QString &name, const JsonText &arguments,
                                                     const QString &pointer = {});

    bool operator==(const Order &) const = default;

private:
    Kind m_kind;
};

} // namespace Standin
