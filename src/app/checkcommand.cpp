// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkcommand.h"

#include "app/exitcode.h"
#include "base/file.h"
#include "profile/compiledprofile.h"
#include "profile/profilefile.h"
#include "rules/compiledrule.h"
#include "rules/rulesfile.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/scenariofile.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTextStream>

#include <CLI/CLI.hpp>

namespace Standin::App {

using namespace Qt::StringLiterals;
using Scenarios::CheckResult;

namespace {

enum class FileKind : quint8 { Unknown, Profile, Rules, Scenario };

FileKind kindOf(const QByteArray &text)
{
    const auto document = JsonText::parse(text);
    const QString format = document ? document->value(u"format"_s).toString() : QString();
    if (format.startsWith(u"standin.profile/"))
        return FileKind::Profile;
    if (format.startsWith(u"standin.rules/"))
        return FileKind::Rules;
    return format.startsWith(u"standin.scenario/") ? FileKind::Scenario : FileKind::Unknown;
}

/// Its warnings are in the words of the profile.
CheckResult checkProfileFile(const QString &path)
{
    CheckResult result;
    const auto loaded = ProfileFile::load(path);
    if (!loaded)
        return {.faults = {loaded.error()}};
    if (const auto made = CompiledProfile::make(loaded->profile); !made)
        result.faults.append(made.error().inFile(path));
    for (const QString &warning : loaded->warnings)
        result.warnings.append({ErrorCode::InvalidArgument, warning, path});
    return result;
}

CheckResult checkRulesFile(const QString &path)
{
    CheckResult result;
    const auto rules = Rules::RulesFile::load(path);
    if (!rules)
        return {.faults = {rules.error()}};
    for (qsizetype i = 0; i < rules->size(); ++i) {
        const Rules::CompiledRule::Names names{.correlationKeys = Profile().correlationNames()};
        const auto made = Rules::CompiledRule::make(rules->at(i), names, {}, u"/rules/%1"_s.arg(i));
        if (!made)
            result.faults.append(made.error().inFile(path));
    }
    return result;
}

/// `isSearched`: it was found in a folder, which may have other files. nullopt: it is one of them.
std::optional<CheckResult> checkFile(const QString &path, bool isSearched)
{
    const auto text = File::read(path, Rules::RulesFile::maxFileBytes);
    const bool isNamedAsScenario = path.endsWith(u".scenario.json");
    const FileKind kind = text ? kindOf(*text) : FileKind::Unknown;
    // In folders, scenarios of other names are those that others include: their meaning is checked there.
    if (kind == FileKind::Scenario && isSearched && !isNamedAsScenario)
        return CheckResult{.faults = Scenarios::ScenarioFile::readFile(path).faults};
    if (kind == FileKind::Scenario || (text && isNamedAsScenario))
        return Scenarios::checkScenarioFile(path);
    if (kind == FileKind::Profile)
        return checkProfileFile(path);
    if (kind == FileKind::Rules)
        return checkRulesFile(path);
    if (isSearched && text)
        return std::nullopt;
    if (!text)
        return CheckResult{.faults = {text.error().inFile(path)}};
    const auto document = JsonText::parse(*text);
    const Error unknown{ErrorCode::UnsupportedFormat,
                        u"expected \"standin.profile/1\", \"standin.rules/1\" or \"standin.scenario/1\""_s,
                        u"/format"_s};
    return CheckResult{.faults = {(document ? unknown : document.error()).inFile(path)}};
}

QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator found(folder, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext() && files.size() < CheckCommand::mostFiles)
        files.append(found.next());
    files.sort();
    return files;
}

} // namespace

void CheckCommand::addTo(CLI::App &command)
{
    command.add_option("FILE", m_paths, "Profiles, files of rules, scenarios; folders are searched for them")
        ->required();
    command.footer("Examples:\n"
                   "  standin check login.scenario.json\n"
                   "  standin check profiles/ scenarios/\n"
                   "Exit code: 0 all are right, 1 there are faults, 5 nothing to check");
}

int CheckCommand::run(QTextStream &out) const
{
    qsizetype checked = 0;
    bool hasFaults = false;
    const auto show = [&](const QString &path, bool isSearched) {
        const auto result = checkFile(path, isSearched);
        if (!result)
            return;
        ++checked;
        hasFaults = hasFaults || !result->faults.isEmpty();
        for (const Error &fault : result->faults)
            out << fault.toString() << Qt::endl;
        for (const Error &warning : result->warnings)
            out << u"warning: "_s << warning.toString() << Qt::endl;
        if (result->faults.isEmpty())
            out << path << u": ok"_s << Qt::endl;
    };
    for (const std::string &argument : m_paths) {
        const QString path = QString::fromStdString(argument);
        if (!QFileInfo(path).isDir()) {
            show(path, false);
            continue;
        }
        for (const QString &file : filesIn(path))
            show(file, true);
    }
    if (checked == 0)
        out << u"there are no profiles, rules and scenarios"_s << Qt::endl;
    return hasFaults ? ExitCode::failed : checked == 0 ? ExitCode::nothingToRun : ExitCode::success;
}

} // namespace Standin::App
