// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontree.h"

#include <memory>

namespace Standin {

/// The `vars` of a profile or the state of a device, for looking at many of them. A cheap value to copy; copies share
/// what it holds, also between threads.
class Variables
{
public:
    /// Empty. All empty ones share what they hold.
    Variables()
        : m_tree(none())
    {}
    Variables(const JsonText &object)
        : m_tree(std::make_shared<const JsonTree>(object))
    {}

    /// What stands at a path of an expression, which begins with "vars" or "state". Undefined where nothing does.
    [[nodiscard]] JsonText at(const QStringList &path) const { return m_tree->at(path.sliced(1)); }

    /// One of them. Undefined where there is none of this name.
    [[nodiscard]] JsonText value(QStringView name) const { return m_tree->value(m_tree->member(m_tree->root(), name)); }
    /// An object with the changes made: a key gets a new value, null removes it.
    [[nodiscard]] JsonText with(const JsonText &changes) const;
    /// All of them, as an object.
    [[nodiscard]] JsonText all() const { return m_tree->value(m_tree->root()); }

private:
    [[nodiscard]] static const std::shared_ptr<const JsonTree> &none()
    {
        static const auto tree = std::make_shared<const JsonTree>(JsonText::emptyObject());
        return tree;
    }

    std::shared_ptr<const JsonTree> m_tree;
};

} // namespace Standin
