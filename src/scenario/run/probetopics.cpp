// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/probetopics.h"

#include "base/jsonreader.h"
#include "base/topicrules.h"
#include "scenario/run/probeclient.h"

#include <QRegularExpression>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Walks over all steps of a file, those of included files, too.
class TopicCollector
{
public:
    void add(const Steps &steps)
    {
        for (const Step &step : steps)
            std::visit([this](const auto &kind) { take(kind); }, step.kind);
    }
    [[nodiscard]] const std::map<QString, QStringList> &topics() const { return m_topics; }
    [[nodiscard]] const QSet<QString> &captured() const { return m_captured; }

private:
    void take(const Group &step) { add(step.steps); }
    void take(const Repeat &step)
    {
        m_captured.insert(step.as);
        add(step.steps);
    }
    void take(const ForEachDevice &step) { add(step.steps); }
    void take(const Parallel &step)
    {
        for (const Steps &branch : step.branches)
            add(branch);
    }
    void take(const Include &step)
    {
        if (!step.scenario)
            return;
        for (const QString &name : JsonReader(step.scenario->vars).keys() + JsonReader(step.vars).keys())
            m_captured.insert(name);
        add(step.scenario->steps);
    }
    void take(const Expect &step) { note(step.captures); }
    void take(const ExpectOrder &step) { note(step.captures); }
    void take(const CaptureValues &step) { note(step.values); }
    void take(const HttpStep &step) { note(step.captures); }
    void take(const ProbeStep &step)
    {
        QStringList &topics = m_topics[step.probe];
        if (const auto *expect = std::get_if<ProbeExpect>(&step.does)) {
            topics.append(topicOf(expect->pattern));
            note(expect->captures);
        } else if (const auto *none = std::get_if<ProbeExpectNone>(&step.does)) {
            topics.append(topicOf(none->pattern));
        }
    }
    template <typename Other>
    void take(const Other &)
    {}

    void note(const QList<Capture> &captures)
    {
        for (const Capture &capture : captures)
            m_captured.insert(capture.variable);
    }

    [[nodiscard]] static QString topicOf(const PatternTemplate &pattern)
    {
        const JsonText topic = pattern.json.value(u"topic");
        return topic.isString() ? topic.toString() : u"#"_s;
    }

    std::map<QString, QStringList> m_topics;
    QSet<QString> m_captured; ///< variables whose values are known only when the steps run
};

/// The names of which the value is known before the steps run.
class KnownNames
{
public:
    KnownNames(const QSet<QString> &captured, bool hasOneDevice)
        : m_captured(captured)
        , m_hasOneDevice(hasOneDevice)
    {}

    /// Whether all expressions of a text are such names.
    [[nodiscard]] bool cover(const QString &text) const
    {
        static const QRegularExpression expression(u"\\$\\{([^}]*)\\}"_s);
        auto found = expression.globalMatch(text);
        while (found.hasNext()) {
            if (!isKnown(found.next().captured(1).trimmed()))
                return false;
        }
        return true;
    }

private:
    [[nodiscard]] bool isKnown(const QString &name) const
    {
        static const QRegularExpression form(u"^[A-Za-z_][A-Za-z0-9_.-]*\\z"_s);
        if (!form.match(name).hasMatch())
            return false;
        const QString root = name.section(u'.', 0, 0);
        if (root == u"vars")
            return !m_captured.contains(name.section(u'.', 1, 1));
        if (root == u"clientId" || root == u"index" || root == u"topics")
            return m_hasOneDevice;
        return root == u"run" || root == u"row" || root == u"devices";
    }

    const QSet<QString> &m_captured;
    const bool m_hasOneDevice;
};

QString filterOf(const QString &topic, const KnownNames &known, ScenarioScope &scope)
{
    // A slash may stand inside of an expression; then the levels before it are enough.
    QStringList levels = topic.split(u'/');
    for (qsizetype i = 0; i < levels.size(); ++i) {
        QString &level = levels[i];
        if (level.contains(u"${")) {
            const auto value =
                known.cover(level) ? scope.text(level) : Result<QString>(failure(ErrorCode::InvalidArgument, {}));
            if (!value)
                return (QStringList(levels.first(i)) << u"#"_s).join(u'/');
            level = *value;
        } else if (level.startsWith(u'{') && level.endsWith(u'}')) {
            level = u"+"_s;
        }
    }
    const QString filter = levels.join(u'/');
    return TopicRules::faultInFilter(filter) ? u"#"_s : filter;
}

} // namespace

std::map<QString, QStringList> probeTopics(const Scenario &scenario, ScenarioScope scope, bool hasOneDevice)
{
    TopicCollector collector;
    collector.add(scenario.setup);
    collector.add(scenario.steps);
    collector.add(scenario.teardown);
    const KnownNames known(collector.captured(), hasOneDevice);
    std::map<QString, QStringList> filters;
    for (const auto &[name, topics] : collector.topics()) {
        QStringList all;
        for (const QString &topic : topics)
            all.append(filterOf(topic, known, scope));
        filters.emplace(name, withoutOverlaps(all));
    }
    return filters;
}

} // namespace Standin::Scenarios
