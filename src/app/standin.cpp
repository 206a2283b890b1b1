// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkcommand.h"
#include "app/exitcode.h"
#include "app/headless.h"
#include "app/historyarguments.h"
#include "app/inputend.h"
#include "app/listenoptions.h"
#include "app/processlimits.h"
#include "app/runcommand.h"
#include "app/unixsignals.h"
#include "base/epolldispatcher.h"

#include <QCoreApplication>
#include <QTextStream>

#include <CLI/CLI.hpp>

#include <iostream>

using namespace Standin;
using namespace Standin::App;

namespace {

struct Arguments
{
    ListenOptions listen;
    HistoryArguments history;
    std::vector<std::string> profiles;
    std::vector<std::string> rules;
    bool connect = false;
    bool demo = false;
    bool endsWithInput = false;
    RunArguments run;
    bool isRun = false;
    CheckCommand check;
    bool isCheck = false;
};

int complain(const Error &error, int exitCode)
{
    std::cerr << "standin: " << error.toString().toStdString() << '\n';
    return exitCode;
}

/// The exit code for wrong input, or for another failure.
int exitCodeOf(const Error &error)
{
    return error.code == ErrorCode::InvalidArgument ? ExitCode::usage : ExitCode::internal;
}

/// Success, or the exit code of the program.
int start(Headless &headless, const Arguments &arguments, UnixSignals &unixSignals)
{
    if (arguments.demo) {
        if (const auto started = headless.startDemo(); !started)
            return complain(started.error(), exitCodeOf(started.error()));
    }
    for (const std::string &path : arguments.profiles) {
        // Every error of a file counts as wrong input.
        if (const auto added = headless.addProfile(QString::fromStdString(path)); !added)
            return complain(added.error(), ExitCode::usage);
    }
    for (const std::string &path : arguments.rules) {
        if (const auto added = headless.addRules(QString::fromStdString(path)); !added)
            return complain(added.error(), ExitCode::usage);
    }
    unixSignals.leaveToEventLoop();
    if (const auto listening = headless.listen(); !listening)
        return complain(listening.error(), exitCodeOf(listening.error()));
    if (arguments.connect || arguments.demo)
        headless.connectAll();
    return ExitCode::success;
}

void describe(CLI::App &app, Arguments &arguments)
{
    app.set_version_flag("--version", "standin " STANDIN_VERSION);
    app.require_subcommand(1);
    app.footer("Examples:\n"
               "  standin demo                                      a private broker and three sample devices\n"
               "  standin serve                                     no devices yet: REST makes them\n"
               "  standin serve --profile thermostat.json --connect the devices of a profile, online at once\n"
               "  standin serve --scenarios scenarios/              REST lists scenarios and runs them\n"
               "  standin run --local-broker scenarios/             run scenarios with a private broker\n"
               "  standin check profiles/ scenarios/                validate files");

    CLI::App *serve = app.add_subcommand("serve", "Play devices, driven by REST, until Ctrl+C");
    arguments.listen.addTo(*serve);
    serve->add_option("--profile", arguments.profiles, "Profile file whose devices to make; may be repeated");
    serve->add_option("--rules", arguments.rules, "File of rules for all devices; may be repeated");
    arguments.history.addTo(*serve);
    serve->add_flag("--connect", arguments.connect, "Send all devices online at once");
    const auto addEnd = [&arguments](CLI::App *command) {
        command->add_flag(
            "--end-with-input", arguments.endsWithInput,
            "End when the standard input does: with the program that has started this one and holds a pipe");
    };
    addEnd(serve);

    CLI::App *demo = app.add_subcommand("demo", "The same, on a private local broker with three sample devices");
    arguments.listen.addTo(*demo);
    arguments.history.addTo(*demo);
    addEnd(demo);
    demo->callback([&arguments] { arguments.demo = true; });

    CLI::App *run = app.add_subcommand("run", "Run scenarios, and exit with their verdict");
    arguments.run.addTo(*run);
    run->callback([&arguments] { arguments.isRun = true; });

    CLI::App *check = app.add_subcommand("check", "Validate profiles, rules and scenarios");
    arguments.check.addTo(*check);
    check->callback([&arguments] { arguments.isCheck = true; });
}

int runScenarios(const RunArguments &arguments, UnixSignals &unixSignals)
{
    RunCommand command(arguments);
    QObject::connect(&command, &RunCommand::finished, QCoreApplication::instance(), &QCoreApplication::exit,
                     Qt::QueuedConnection);
    if (const auto exitCode = command.start())
        return *exitCode;
    QObject::connect(&unixSignals, &UnixSignals::terminationRequested, &command, &RunCommand::interrupt);
    unixSignals.leaveToEventLoop();
    return QCoreApplication::exec();
}

int serve(const Arguments &arguments, UnixSignals &unixSignals)
{
    QObject::connect(&unixSignals, &UnixSignals::terminationRequested, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    InputEnd inputEnd;
    QObject::connect(&inputEnd, &InputEnd::reached, QCoreApplication::instance(), &QCoreApplication::quit);
    const auto options = arguments.listen.restOptions();
    if (!options)
        return complain(options.error(), ExitCode::usage);
    const auto scenarios = arguments.listen.scenarios();
    if (!scenarios)
        return complain(scenarios.error(), ExitCode::usage);
    Headless headless({.history = arguments.history.options(), .scenarios = *scenarios}, *options);
    if (const int started = start(headless, arguments, unixSignals); started != ExitCode::success)
        return started;
    if (arguments.endsWithInput)
        inputEnd.watch();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    keepStandardFiles();
    UnixSignals::block();
    if (const auto raised = raiseFileLimit(); !raised)
        return complain(raised.error(), ExitCode::internal);
    QCoreApplication::setEventDispatcher(new EpollDispatcher); // REST may have thousands of connections
    QCoreApplication application(argc, argv);
    Arguments arguments;
    CLI::App cli("Standin plays IoT devices against your MQTT back end.", "standin");
    describe(cli, arguments);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return cli.exit(error) == 0 ? ExitCode::success : ExitCode::usage;
    }

    if (arguments.isCheck) {
        QTextStream out(stdout);
        return arguments.check.run(out);
    }
    UnixSignals unixSignals;
    return arguments.isRun ? runScenarios(arguments.run, unixSignals)
                           : arguments.history.exitCode(serve(arguments, unixSignals));
}
