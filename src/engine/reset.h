// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "fleet/order.h"

#include <QObject>

#include <functional>
#include <optional>

namespace Standin {

class Engine;

/// What a reset puts back. By default everything that a test may have set; devices and their connections stay.
struct ResetParts
{
    bool presetReplies = true; ///< clears the queues of all devices
    bool rules = true;         ///< removes the rules that were set since the start, and sets removed ones again
    bool state = true;         ///< of all devices, with what they remember of rules (Order::Reset)
    bool devices = false;      ///< takes all devices offline and removes them
    bool profiles = false;     ///< forgets the kept profiles that no device has then
};

/// Puts parts of the engine back as they were at the start of the program, between two tests. The journal stays, so
/// that cursors keep their meaning.
class Reset final : public QObject
{
public:
    /// An error: the first of a device that could not be reset; the others were.
    using Finished = std::function<void(const Result<> &)>;

    /// Starts a reset that is a child of `parent` and deletes itself at the end. It answers in this thread, after the
    /// return; `finished` is not called if `parent` is destroyed before. The engine must outlive it.
    static void perform(Engine &engine, const ResetParts &parts, QObject *parent, Finished finished);

private:
    Reset(Engine &engine, const ResetParts &parts, QObject *parent, Finished finished);
    void start();
    [[nodiscard]] std::optional<Order> orderToDevices() const;
    void finish(const Result<> &outcome);

    Engine &m_engine;
    const ResetParts m_parts;
    const Finished m_finished;
};

} // namespace Standin
