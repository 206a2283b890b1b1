// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptsyntax.h"

#include <QJSEngine>

namespace Standin {

using namespace Qt::StringLiterals;

std::optional<ScriptSyntax::Fault> ScriptSyntax::check(const QString &function)
{
    // An engine takes a millisecond to make, and a project may have thousands of scripts.
    static thread_local QJSEngine engine;
    QStringList trace;
    const QJSValue result = engine.evaluate(function, u"script"_s, 0, &trace);
    if (!result.isError())
        return std::nullopt;
    const QStringList place = trace.value(0).split(u':'); // function, line, column, file
    return Fault{.message = result.property(u"message"_s).toString(),
                 .place = u"line %1, column %2"_s.arg(place.value(1), place.value(2)),
                 .line = place.value(1).toInt()};
}

} // namespace Standin
