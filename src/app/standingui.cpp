// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exitcode.h"
#include "app/historyarguments.h"
#include "app/listenoptions.h"
#include "app/processlimits.h"
#include "app/screenshottaker.h"
#include "app/unixsignals.h"
#include "base/file.h"
#include "engine/engine.h"
#include "gui/documents/settingsformat.h"
#include "gui/window/mainwindow.h"
#include "rest/restthread.h"

#include <QApplication>
#include <QFileInfo>
#include <QSettings>

#include <CLI/CLI.hpp>

#include <iostream>

using namespace Standin;
using namespace Standin::App;
using namespace Qt::StringLiterals;

namespace {

struct Arguments
{
    ListenOptions listen;
    HistoryArguments history;
    std::vector<std::string> files;
    bool demo = false;
    std::string settingsFile;
    std::string screenshot;
};

void describe(CLI::App &cli, Arguments &arguments)
{
    cli.set_version_flag("--version", "standin-gui " STANDIN_VERSION);
    cli.add_option("FILE", arguments.files, "Profiles and scenarios to open");
    cli.add_flag("--demo", arguments.demo, "Begin with a private local broker and three sample devices");
    arguments.listen.addTo(cli);
    arguments.history.addTo(cli);
    cli.add_option("--settings", arguments.settingsFile, "Keep what the window remembers in this file");
    cli.add_option("--screenshot", arguments.screenshot,
                   "Save a picture of the window once devices are online, and quit");
    cli.footer("Examples:\n"
               "  standin-gui                    the files that were open last\n"
               "  standin-gui thermostat.json    the devices of a profile\n"
               "  standin-gui a.scenario.json    a scenario\n"
               "  standin-gui --demo             something to look at");
}

std::unique_ptr<QSettings> settingsFor(const Arguments &arguments)
{
    if (!arguments.settingsFile.empty())
        return std::make_unique<QSettings>(QString::fromStdString(arguments.settingsFile), Gui::settingsFormat());
    return std::make_unique<QSettings>(Gui::settingsFormat(), QSettings::UserScope, u"Standin"_s,
                                       arguments.demo ? u"standin-demo"_s : u"standin"_s);
}

/// QSettings itself would wait for a pipe.
Result<> checkSettingsFile(const Arguments &arguments)
{
    constexpr qint64 maxBytes = 1024 * 1024;
    const QString path = QString::fromStdString(arguments.settingsFile);
    return QFileInfo::exists(path) ? File::read(path, maxBytes).map([](const QByteArray &) {}) : Result<>();
}

void open(Gui::MainWindow &window, const Arguments &arguments)
{
    if (arguments.demo)
        window.startSamples();
    else if (arguments.files.empty())
        window.openLastFiles();
    for (const std::string &path : arguments.files) {
        if (const auto opened = window.openFile(QString::fromStdString(path)); !opened)
            std::cerr << "standin-gui: " << opened.error().toString().toStdString() << '\n';
    }
}

int run(const Arguments &arguments, const Rest::RestOptions &restOptions, const QString &scenarios,
        UnixSignals &unixSignals)
{
    Engine engine({.history = arguments.history.options(), .scenarios = scenarios});
    if (const auto error = engine.history().status().error)
        std::cerr << "standin-gui: the history is not written: " << error->toString().toStdString() << '\n';
    Rest::RestThread rest(engine, restOptions);
    const auto restUrl = rest.listen();
    if (restUrl)
        std::cout << "listening on " << restUrl->toString().toStdString() << std::endl;
    else
        std::cerr << "standin-gui: REST is off: " << restUrl.error().toString().toStdString() << '\n';

    const auto settings = settingsFor(arguments);
    Gui::MainWindow window(engine, *settings);
    open(window, arguments);
    if (restUrl)
        window.setRestUrl(*restUrl);
    else
        window.setRestFailure(restUrl.error());
    window.show();

    std::optional<ScreenshotTaker> portrait;
    if (!arguments.screenshot.empty()) {
        window.resize(1480, 920);
        portrait.emplace(engine.fleet(), window, QString::fromStdString(arguments.screenshot));
        QObject::connect(&*portrait, &ScreenshotTaker::taken, qApp,
                         [](bool good) { QApplication::exit(good ? ExitCode::success : ExitCode::internal); });
    }
    unixSignals.leaveToEventLoop();
    const int exitCode = QApplication::exec();
    settings->sync();
    if (settings->status() != QSettings::NoError)
        std::cerr << "standin-gui: the settings were not saved: " << settings->fileName().toStdString() << '\n';
    return exitCode;
}

} // namespace

int main(int argc, char *argv[])
{
    keepStandardFiles();
    UnixSignals::block();
    if (const auto raised = raiseFileLimit(); !raised) {
        std::cerr << "standin-gui: " << raised.error().message.toStdString() << '\n';
        return ExitCode::internal;
    }
    Arguments arguments;
    CLI::App cli("Standin plays IoT devices against your MQTT back end.", "standin-gui");
    describe(cli, arguments);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return cli.exit(error) == 0 ? ExitCode::success : ExitCode::usage;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"standin"_s);
    QApplication::setApplicationDisplayName(u"Standin"_s);
    QApplication::setApplicationVersion(QStringLiteral(STANDIN_VERSION));
    QApplication::setDesktopFileName(u"standin"_s);

    UnixSignals unixSignals;
    // Not quit(): the window would ask about unsaved changes, and there may be no user to answer.
    QObject::connect(&unixSignals, &UnixSignals::terminationRequested, &application,
                     [] { QCoreApplication::exit(ExitCode::success); });
    const auto restOptions = arguments.listen.restOptions();
    if (!restOptions) {
        std::cerr << "standin-gui: " << restOptions.error().toString().toStdString() << '\n';
        return ExitCode::usage;
    }
    const auto scenarios = arguments.listen.scenarios();
    if (!scenarios) {
        std::cerr << "standin-gui: " << scenarios.error().toString().toStdString() << '\n';
        return ExitCode::usage;
    }
    if (const auto checked = checkSettingsFile(arguments); !checked) {
        std::cerr << "standin-gui: " << checked.error().toString().toStdString() << '\n';
        return ExitCode::usage;
    }
    return arguments.history.exitCode(run(arguments, *restOptions, *scenarios, unixSignals));
}
