// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontree.h"

#include <memory>

namespace Standin {

/// The `vars` of a profile, for looking at many of them. A cheap value to copy; copies share what it holds, also
/// between threads.
class Variables
{
public:
    Variables()
        : Variables(JsonText::emptyObject())
    {}
    Variables(const JsonText &object)
        : m_tree(std::make_shared<const JsonTree>(object))
    {}

    /// What stands at a path of an expression, which begins with "vars". Undefined where nothing does.
    [[nodiscard]] JsonText at(const QStringList &path) const { return m_tree->at(path.sliced(1)); }

private:
    std::shared_ptr<const JsonTree> m_tree;
};

} // namespace Standin
