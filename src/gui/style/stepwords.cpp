// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/stepwords.h"

#include "gui/style/displaytext.h"
#include "models/payloadpreview.h"
#include "scenario/run/steptext.h"

#include <QHash>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

namespace {

constexpr int longestPattern = 100;

/// The words of one kind of step, with what its templates became instead of them, if that is known.
class SummaryWords
{
public:
    explicit SummaryWords(const QString &values)
        : m_values(values)
    {}

    QString operator()(const Connect &step) const
    {
        return step.fails ? StepWords::tr("Connect %1, which must fail").arg(StepWords::devices(step.devices))
                          : StepWords::tr("Connect %1").arg(StepWords::devices(step.devices));
    }
    QString operator()(const GoOffline &step) const
    {
        return StepWords::tr("%1: go offline (%2)", "devices, offline mode")
            .arg(StepWords::devices(step.devices), DisplayText::mode(step.mode));
    }
    QString operator()(const Scenarios::Reconnect &step) const
    {
        return StepWords::tr("Reconnect %1").arg(StepWords::devices(step.devices));
    }
    QString operator()(const Publish &step) const
    {
        const QString what = step.message.isEmpty() ? values(step.publication.topic) : u"“%1”"_s.arg(step.message);
        return StepWords::tr("%1: publish %2", "devices, message or topic").arg(StepWords::devices(step.devices), what);
    }
    QString operator()(const Preset &step) const
    {
        return StepWords::tr("%1: preset reply for the next command").arg(StepWords::devices(step.devices));
    }
    QString operator()(const AddRule &step) const
    {
        const QString name = step.rule.value(u"name").toString();
        return StepWords::tr("%1: add the rule %2").arg(StepWords::devices(step.devices), name);
    }
    QString operator()(const SetState &step) const
    {
        return StepWords::tr("%1: set state %2")
            .arg(StepWords::devices(step.devices), values(QString::fromUtf8(step.values.toCompact())));
    }
    QString operator()(const Expect &step) const
    {
        return StepWords::tr("%1: expect %2 %3", "devices, 2 messages, pattern")
            .arg(StepWords::devices(step.entries.devices), StepWords::amount(step.amount),
                 pattern(step.entries.pattern));
    }
    QString operator()(const ExpectNone &step) const
    {
        return StepWords::tr("%1: expect no message %2 for %L3 ms", "devices, pattern")
            .arg(StepWords::devices(step.entries.devices), pattern(step.entries.pattern))
            .arg(step.forMs);
    }
    QString operator()(const ExpectOrder &step) const
    {
        return StepWords::tr("%1: expect %L2 messages in order")
            .arg(StepWords::devices(step.devices))
            .arg(step.messages.size());
    }
    QString operator()(const ExpectState &step) const
    {
        return StepWords::tr("%1: expect the state %2")
            .arg(StepWords::devices(step.devices), DisplayText::state(step.state));
    }
    QString operator()(const CaptureValues &step) const
    {
        QStringList names;
        for (const Capture &capture : step.values)
            names.append(capture.variable);
        return StepWords::tr("Capture %1").arg(names.join(u", "_s));
    }
    QString operator()(const HttpStep &step) const { return values(u"%1 %2"_s.arg(step.method, step.url)); }
    QString operator()(const ProbeStep &step) const
    {
        const QString name = step.probe.isEmpty() ? StepWords::tr("Probe") : step.probe;
        if (const auto *publish = std::get_if<ProbePublish>(&step.does))
            return StepWords::tr("%1: publish %2", "probe, topic").arg(name, values(publish->topic));
        if (const auto *subscribe = std::get_if<ProbeSubscribe>(&step.does))
            return StepWords::tr("%1: subscribe to %2").arg(name, values(subscribe->topics.join(u", "_s)));
        if (const auto *expect = std::get_if<ProbeExpect>(&step.does))
            return StepWords::tr("%1: expect %2 %3", "probe, 2 messages, pattern")
                .arg(name, StepWords::amount(expect->amount), pattern(expect->pattern));
        const auto &none = std::get<ProbeExpectNone>(step.does);
        return StepWords::tr("%1: expect no message %2 for %L3 ms", "probe, pattern")
            .arg(name, pattern(none.pattern))
            .arg(none.forMs);
    }
    QString operator()(const Group &step) const { return StepWords::tr("Group of %L1 steps").arg(step.steps.size()); }
    QString operator()(const Parallel &step) const
    {
        return StepWords::tr("%L1 branches at the same time").arg(step.branches.size());
    }
    QString operator()(const Repeat &step) const { return StepWords::tr("Repeat %L1 times").arg(step.times); }
    QString operator()(const ForEachDevice &step) const
    {
        const QString who = step.devices.isDefault() ? StepWords::tr("all devices") : StepWords::devices(step.devices);
        return step.isParallel ? StepWords::tr("For each of %1, at the same time").arg(who)
                               : StepWords::tr("For each of %1").arg(who);
    }
    QString operator()(const Include &step) const { return StepWords::tr("Steps of %1").arg(step.file); }
    QString operator()(const Wait &step) const
    {
        return StepWords::tr("Wait %1 ms").arg(step.delay.toJson().toPlainText());
    }

private:
    [[nodiscard]] QString values(const QString &written) const { return m_values.isEmpty() ? written : m_values; }
    [[nodiscard]] QString pattern(const PatternTemplate &written) const
    {
        return Models::textPreview(values(written.isEmpty() ? QString() : patternText(written.json)), longestPattern);
    }

    const QString &m_values;
};

} // namespace

QString StepWords::kind(const QString &name)
{
    static const char *const words[] = {QT_TR_NOOP("Connect"),
                                        QT_TR_NOOP("Go offline"),
                                        QT_TR_NOOP("Reconnect"),
                                        QT_TR_NOOP("Publish"),
                                        QT_TR_NOOP("Preset reply"),
                                        QT_TR_NOOP("Rule"),
                                        QT_TR_NOOP("Set state"),
                                        QT_TR_NOOP("Expect message"),
                                        QT_TR_NOOP("Expect no message"),
                                        QT_TR_NOOP("Expect order"),
                                        QT_TR_NOOP("Expect state"),
                                        QT_TR_NOOP("Capture values"),
                                        QT_TR_NOOP("HTTP request"),
                                        QT_TR_NOOP("Probe"),
                                        QT_TR_NOOP("Group"),
                                        QT_TR_NOOP("Parallel"),
                                        QT_TR_NOOP("Repeat"),
                                        QT_TR_NOOP("For each device"),
                                        QT_TR_NOOP("Include a file"),
                                        QT_TR_NOOP("Wait")};
    const qsizetype index = Step::kindNames().indexOf(name);
    return index < 0 ? name : tr(words[index]);
}

QString StepWords::explanation(const QString &name)
{
    static const char *const texts[] = {
        QT_TR_NOOP("Connects devices; done when they are online"),
        QT_TR_NOOP("Takes devices offline in one of five ways"),
        QT_TR_NOOP("Takes devices offline cleanly if they are online, and connects them"),
        QT_TR_NOOP("A device sends a message: a saved one, or topic and payload"),
        QT_TR_NOOP("The reply of a device to the next command"),
        QT_TR_NOOP("A rule that is in force until the run ends"),
        QT_TR_NOOP("Sets values of the state of devices"),
        QT_TR_NOOP("Messages that devices must receive or send in time, since the action before"),
        QT_TR_NOOP("Messages that must not come"),
        QT_TR_NOOP("Messages that must come in this order"),
        QT_TR_NOOP("The connection state that devices must have or come into"),
        QT_TR_NOOP("Keeps values of the last message that was found as variables"),
        QT_TR_NOOP("A request to the system under test, and what it must answer"),
        QT_TR_NOOP("An MQTT client that stands for the back end: publishes, subscribes, expects messages"),
        QT_TR_NOOP("Steps that belong together"),
        QT_TR_NOOP("Branches of steps that run at the same time"),
        QT_TR_NOOP("Steps that run several times"),
        QT_TR_NOOP("Steps that run for each of several devices"),
        QT_TR_NOOP("The steps of another file"),
        QT_TR_NOOP("A pause. To wait for something, use an expect step instead"),
    };
    const qsizetype index = Step::kindNames().indexOf(name);
    return index < 0 ? QString() : tr(texts[index]);
}

QString StepWords::part(const QString &pointer)
{
    if (pointer == u"/setup")
        return tr("Setup: steps before the test, for example to connect the devices. Add puts one here.");
    if (pointer == u"/steps")
        return tr(
            "Steps: what is done, and what is expected then. Add puts one here; the context menu of the log makes "
            "one of a message.");
    if (pointer == u"/teardown")
        return tr("Teardown: steps that always run at the end, also after a failure or Stop.");
    return tr("Choose a step to see what became of it.");
}

QString StepWords::icon(const QString &kind)
{
    static const QHash<QString, QString> icons = {{u"connect"_s, u"connect"_s},
                                                  {u"offline"_s, u"offline"_s},
                                                  {u"reconnect"_s, u"reconnect"_s},
                                                  {u"publish"_s, u"out"_s},
                                                  {u"preset"_s, u"reply"_s},
                                                  {u"rule"_s, u"rule"_s},
                                                  {u"setState"_s, u"profile"_s},
                                                  {u"expect"_s, u"in"_s},
                                                  {u"expectNone"_s, u"close"_s},
                                                  {u"expectOrder"_s, u"follow"_s},
                                                  {u"expectState"_s, u"lifecycle"_s},
                                                  {u"capture"_s, u"template"_s},
                                                  {u"http"_s, u"link"_s},
                                                  {u"probe"_s, u"search"_s},
                                                  {u"repeat"_s, u"reconnect"_s},
                                                  {u"forEachDevice"_s, u"broker"_s},
                                                  {u"include"_s, u"open"_s},
                                                  {u"wait"_s, u"pause"_s}};
    return icons.value(kind, u"log"_s);
}

QString StepWords::summary(const Step &step, const QString &values)
{
    return Models::textPreview(std::visit(SummaryWords(values), step.kind), 300);
}

QString StepWords::title(const Step &step, const QString &values)
{
    return step.name.isEmpty() ? summary(step, values) : Models::textPreview(step.name, 200);
}

QString StepWords::outcome(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::NotRun:
        return tr("not run");
    case StepOutcome::Skipped:
        return tr("skipped");
    case StepOutcome::Passed:
        return tr("passed");
    case StepOutcome::Failed:
        return tr("failed");
    case StepOutcome::TimedOut:
        return tr("timed out");
    case StepOutcome::Cancelled:
        return tr("cancelled");
    }
    Q_UNREACHABLE();
}

QString StepWords::verdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Passed:
        return tr("Passed");
    case Verdict::Failed:
        return tr("Failed");
    case Verdict::BrokerUnreachable:
        return tr("Broker unreachable");
    case Verdict::NotStarted:
        return tr("Could not be run");
    case Verdict::Cancelled:
        return tr("Cancelled");
    }
    Q_UNREACHABLE();
}

QString StepWords::duration(qint64 micros)
{
    constexpr double microsInSecond = 1e6;
    if (micros < 1000)
        return tr("< 1 ms");
    if (micros < 1'000'000)
        return tr("%L1 ms").arg(micros / 1000);
    return tr("%1 s").arg(QLocale().toString(static_cast<double>(micros) / microsInSecond, 'f', 1));
}

QString StepWords::devices(const DeviceNames &names)
{
    if (names.isDefault())
        return tr("the device");
    if (names.names == QStringList{DeviceNames::all.toString()})
        return tr("all devices");
    return Models::textPreview(names.names.join(u", "_s), 60);
}

QString StepWords::amount(const Amount &amount)
{
    if (!amount.hasMost())
        return amount.least == 1 ? tr("a message") : tr("at least %L1 messages").arg(amount.least);
    if (amount.least == amount.most)
        return amount.least == 1 ? tr("exactly 1 message") : tr("exactly %L1 messages").arg(amount.least);
    return amount.least <= 0 ? tr("at most %L1 messages").arg(amount.most)
                             : tr("%L1 to %L2 messages").arg(amount.least).arg(amount.most);
}

} // namespace Standin::Gui
