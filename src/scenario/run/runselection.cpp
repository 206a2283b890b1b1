// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/runselection.h"

#include "scenario/file/rowsfile.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/sentscenario.h"
#include "template/variables.h"

#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// The files that a path stands for.
QStringList filesAt(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    QDirIterator found(path, {u"*.scenario.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext() && files.size() < RunSelection::mostFiles)
        files.append(found.next());
    files.sort();
    return files;
}

bool hasTag(const Scenario &scenario, const QStringList &tags)
{
    return tags.isEmpty() ||
           std::ranges::any_of(tags, [&scenario](const QString &tag) { return scenario.tags.contains(tag); });
}

} // namespace

Result<QList<BatchItem>> RunSelection::itemsOf(const std::shared_ptr<const Scenario> &scenario)
{
    if (scenario->rows.isEmpty())
        return QList<BatchItem>{{.scenario = scenario}};
    return rowsOf(*scenario).map([&scenario](const QList<JsonText> &rows) {
        QList<BatchItem> items;
        for (qsizetype i = 0; i < rows.size(); ++i)
            items.append({.scenario = scenario, .row = static_cast<int>(i), .rowValues = rows.at(i)});
        return items;
    });
}

RunSelection RunSelection::make(const QStringList &paths, const QStringList &tags, const JsonText &vars, Access access)
{
    RunSelection selection;
    QStringList files;
    for (const QString &path : paths)
        files += filesAt(path);
    files.removeDuplicates();
    for (const QString &file : std::as_const(files))
        selection.add(ScenarioFile::readFile(file, access), tags, vars);
    return selection;
}

RunSelection RunSelection::ofSent(const QByteArray &text, const QString &folder, const QStringList &tags,
                                  const JsonText &vars)
{
    RunSelection selection;
    selection.add(readSent(text, folder, Access::Sent), tags, vars);
    return selection;
}

void RunSelection::add(ScenarioFile::Reading reading, const QStringList &tags, const JsonText &vars)
{
    faults += reading.faults;
    if (!reading.faults.isEmpty())
        return;
    if (!hasTag(reading.scenario, tags)) {
        ++otherTags;
        return;
    }
    Scenario withVars = reading.scenario;
    withVars.vars = Variables(withVars.vars).with(vars);
    const CheckResult checked = checkScenario(withVars);
    warnings += checked.warnings;
    faults += checked.faults;
    if (!checked.faults.isEmpty())
        return;
    const auto checkedScenario = std::make_shared<const Scenario>(std::move(reading.scenario));
    const auto some = itemsOf(checkedScenario);
    if (some)
        items += *some;
    else
        faults.append(checkedScenario->path.isEmpty() ? some.error() : some.error().inFile(checkedScenario->path));
}

} // namespace Standin::Scenarios
