// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Standin {

/// The names of expressions beside those that always exist (`clientId`, `vars`, …).
struct TemplateNames
{
    TemplateNames(QStringList ofCommand = {}, QStringList withParts = {})
        : correlation(std::move(ofCommand))
        , objects(std::move(withParts))
    {}

    QStringList correlation; ///< keys that a command may have, without regard to case
    QStringList objects;     ///< they have parts, as `vars` has (TemplateScope::objects)
};

} // namespace Standin
