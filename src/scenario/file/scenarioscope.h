// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/pattern.h"
#include "scenario/file/patterntemplate.h"
#include "template/templatenames.h"
#include "template/templatescope.h"

#include <memory>

namespace Standin::Scenarios {

/// The device of a step, for `clientId`, `index`, `topics` and `state` in its templates.
struct CurrentDevice
{
    QString clientId = {};
    int index = 0;
    Topics topics = {};
    JsonText vars = JsonText::emptyObject(); ///< of its profile; those of the scenario have priority
    JsonText state = JsonText::emptyObject();
    QStringList correlation = {}; ///< the keys of its profile, which forDevice() leaves to the device
};

/// The values of the names in the templates of a scenario: what a profile's templates have, and `vars` with the
/// captured values, `row`, `run` and `devices`. Copies share the variables that are captured, and have settings of
/// their own otherwise; they repeat each other's random values unless they get another seed. Use it in one thread.
class ScenarioScope
{
public:
    /// The names of a scenario's templates.
    [[nodiscard]] static const TemplateNames &names();

    /// `scripts` of this thread. Both must outlive it.
    ScenarioScope(const Clock &clock, quint64 seed, ScriptEngine *scripts);
    /// A copy with random values of its own: for a branch.
    ScenarioScope(const ScenarioScope &other, quint64 seed);

    /// The variables as they are set before any is captured.
    void setVars(const JsonText &vars);
    /// The same for the steps of an included file: captured values of the same name are not seen there.
    void setVarsOfInclude(const JsonText &vars);
    /// Captures a value.
    void setVariable(const QString &name, const JsonText &value);
    /// From now on it has captured values of its own, which begin with those of the others: for a branch beside others.
    void detachCaptured() { m_captured = std::make_shared<Captured>(*m_captured); }
    /// Captures all values that another one has captured.
    void takeCaptured(const ScenarioScope &other);
    /// All of them, with those that were captured.
    [[nodiscard]] JsonText vars() const;

    void setRow(const JsonText &row) { m_scope.objects.insert(QStringLiteral("row"), row); }
    /// `run` is {"id", "testId"}.
    void setRun(const JsonText &run) { m_scope.objects.insert(QStringLiteral("run"), run); }
    /// {"gw": {"clientId", "index", "topics": {…}, "0": {…}, "1": {…}}}: of each entry the first device, and all by
    /// their indexes.
    void setDevices(const JsonText &devices) { m_scope.objects.insert(QStringLiteral("devices"), devices); }
    void setCurrent(const CurrentDevice &device);

    // Everything rendered. InvalidArgument for a wrong expression, TooLarge, and the errors of scripts.

    [[nodiscard]] Result<QString> text(const QString &text);
    [[nodiscard]] Result<QByteArray> payload(const QByteArray &text);
    /// Strings in it are templates.
    [[nodiscard]] Result<JsonText> json(const JsonText &json);
    [[nodiscard]] Result<Match::Pattern> pattern(const PatternTemplate &pattern);
    /// Whether the script has the value true. An empty one is.
    [[nodiscard]] Result<bool> holds(const QString &script);

    // What a device renders later: only `vars`, `row`, `run` and `devices` have their values, nothing else of the
    // device's names.

    [[nodiscard]] Result<QByteArray> forDevice(const QByteArray &text);
    [[nodiscard]] Result<QString> forDevice(const QString &text);
    [[nodiscard]] Result<JsonText> forDevice(const JsonText &json);
    /// The same for a profile, which has `vars` of its own: without `vars`. `correlation`: its keys; `pointer`: its
    /// place.
    [[nodiscard]] Result<JsonText> forProfile(const JsonText &json, const QStringList &correlation,
                                              const QString &pointer);

private:
    struct Captured
    {
        JsonText values = JsonText::emptyObject();
        quint64 revision = 1;
    };

    TemplateScope &current();
    Result<QByteArray> partly(const QByteArray &text, const QStringList &correlation, const QStringList &roots);

    TemplateScope m_scope;
    JsonText m_vars = JsonText::emptyObject();
    JsonText m_varsOfInclude = JsonText::emptyObject();
    JsonText m_varsOfDevice = JsonText::emptyObject();
    std::shared_ptr<Captured> m_captured;
    quint64 m_revision = 0; ///< of m_captured, for which the scope has its variables; 0: none
};

} // namespace Standin::Scenarios
