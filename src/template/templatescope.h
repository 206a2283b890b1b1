// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "base/result.h"
#include "match/correlation.h"
#include "template/topics.h"
#include "template/variables.h"

#include <QHash>
#include <QMap>
#include <QQueue>

namespace Standin {

class Clock;
class ScriptEngine;
struct Expression;

/// The command that is being answered.
struct Command
{
    Match::Message message;
    QList<Match::CorrelationValue> correlation;
};

/// The values of the names in a template, for one device. It also stores the last values of seq() and walk(). Use it in
/// the device's thread.
class TemplateScope
{
public:
    /// So many walks are remembered; then the oldest is forgotten, and begins anew.
    static constexpr qsizetype mostWalks = 10'000;

    TemplateScope(const Clock &clock, quint64 seed)
        : m_clock(&clock)
        , m_random(seed)
    {}

    /// Random values as in a new scope with this seed.
    void reseed(quint64 seed) { m_random = Random(seed); }

    QString clientId;
    int index = 0;
    Variables vars;
    Variables state;                  ///< of the device
    Topics topics;                    ///< already rendered
    QMap<QString, Variables> objects; ///< by the names that TemplateNames::objects gives
    QStringList correlationKeys;      ///< names that a command may have
    const Command *command = nullptr; ///< set only while a command is being answered
    ScriptEngine *scripts = nullptr;  ///< of this thread; without it a script gives an error
    Match::NamedTexts namedLevels;    ///< of the command's topic, as the rule at work names them

    [[nodiscard]] const Clock &clock() const { return *m_clock; }

    /// The value with the text of its source. A name without a value at present (a correlation key that the command
    /// does not have) gives null. random(), walk() and sine() always give a number with a decimal point or an exponent,
    /// walk() and sine() with three decimals.
    [[nodiscard]] JsonText evaluate(const Expression &expression);
    /// Whether the name has a value without a command: `clientId`, `index`, `topics`, and existing `vars`.
    [[nodiscard]] bool knows(const Expression &expression) const;

private:
    [[nodiscard]] JsonText variable(const QStringList &path) const;
    [[nodiscard]] JsonText call(const QString &function, const QList<JsonText> &arguments);
    [[nodiscard]] JsonText correlationValue(const QString &key) const;
    [[nodiscard]] JsonText commandValue(const QStringList &path) const;
    [[nodiscard]] JsonText levelValue(const QString &level) const;
    [[nodiscard]] JsonText walk(const QList<JsonText> &arguments);
    [[nodiscard]] JsonText sine(double periodMs, double low, double high) const;

    const Clock *m_clock;
    Random m_random;
    qint64 m_seq = 0;
    QHash<QString, double> m_walks;
    QQueue<QString> m_walkNames; ///< the oldest first
};

/// Renders a template used as a topic or a name. InvalidArgument when an expression is wrong, TooLarge above
/// Template::mostNameBytes.
[[nodiscard]] Result<QString> renderText(const QString &text, TemplateScope &scope);
/// Renders only the names (Template::renderNames), for display. A text with a wrong expression is unchanged.
[[nodiscard]] QString renderNames(const QString &text, TemplateScope &scope);

} // namespace Standin
