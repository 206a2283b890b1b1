// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariodocument.h"

#include "base/file.h"
#include "scenario/file/scenariocheck.h"

#include <QFileInfo>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr auto checkPause = 300ms;
constexpr int mostUndoSteps = 200;

} // namespace

/// The texts share their bytes with those of the steps beside it.
class ScenarioTextChange final : public QUndoCommand
{
public:
    ScenarioTextChange(ScenarioDocument &document, QByteArray text, const QString &title, QString origin)
        : QUndoCommand(title)
        , m_document(document)
        , m_before(document.text())
        , m_after(std::move(text))
        , m_origin(std::move(origin))
    {}

    void undo() override { m_document.take(m_before); }
    void redo() override { m_document.take(m_after); }
    [[nodiscard]] int id() const override { return m_origin.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const ScenarioTextChange *>(other);
        if (next->m_origin != m_origin)
            return false;
        m_after = next->m_after;
        return true;
    }

private:
    ScenarioDocument &m_document;
    QByteArray m_before;
    QByteArray m_after;
    QString m_origin;
};

ScenarioDocument::ScenarioDocument(const QByteArray &text, QObject *parent)
    : QObject(parent)
    , m_savedText(text)
{
    m_undo.setUndoLimit(mostUndoSteps);
    m_checkLater.setSingleShot(true);
    connect(&m_checkLater, &QTimer::timeout, this, &ScenarioDocument::check);
    connect(&m_undo, &QUndoStack::indexChanged, this, &ScenarioDocument::changed);
    take(text);
}

Result<std::unique_ptr<ScenarioDocument>> ScenarioDocument::open(const QString &path)
{
    return File::read(path, Scenarios::ScenarioFile::maxFileBytes).map([&path](const QByteArray &text) {
        auto document = std::make_unique<ScenarioDocument>(text);
        document->m_path = QFileInfo(path).absoluteFilePath();
        document->take(text);
        return document;
    });
}

QString ScenarioDocument::title() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).fileName();
    return m_scenario->name.isEmpty() ? tr("New scenario") : m_scenario->name;
}

bool ScenarioDocument::isChangedElsewhere(const QString &path) const
{
    if (path != m_path)
        return false;
    const auto now = File::read(path, Scenarios::ScenarioFile::maxFileBytes);
    return now ? *now != m_savedText : QFileInfo::exists(path);
}

Result<> ScenarioDocument::save(const QString &path)
{
    if (auto written = File::writeAtomically(path, m_text); !written)
        return written;
    m_savedText = m_text;
    m_path = QFileInfo(path).absoluteFilePath();
    m_onDisk = OnDisk::Same;
    m_notes.clear();
    take(m_text);
    return {};
}

void ScenarioDocument::setOnDisk(OnDisk state)
{
    if (std::exchange(m_onDisk, state) != state)
        emit changed();
}

void ScenarioDocument::lookAtFile(bool rereads)
{
    if (m_path.isEmpty())
        return;
    if (!QFileInfo::exists(m_path))
        return setOnDisk(OnDisk::Gone);
    const auto now = File::read(m_path, Scenarios::ScenarioFile::maxFileBytes);
    if (now && *now == m_savedText)
        return setOnDisk(m_onDisk == OnDisk::Reread ? OnDisk::Reread : OnDisk::Same);
    if (now && *now == m_text) {
        m_savedText = *now;
        return setOnDisk(OnDisk::Same);
    }
    if (now && rereads && !isModified() && reload())
        return setOnDisk(OnDisk::Reread);
    setOnDisk(isModified() || !now || *now != m_savedText ? OnDisk::Changed : OnDisk::Same);
}

Result<> ScenarioDocument::reload()
{
    const auto text = File::read(m_path, Scenarios::ScenarioFile::maxFileBytes);
    if (!text)
        return Failure(text.error());
    m_savedText = *text;
    m_onDisk = OnDisk::Same;
    setText(*text, tr("Read again"), u"file"_s); // a program may write it in several pieces
    emit changed();
    return {};
}

void ScenarioDocument::setText(const QByteArray &text, const QString &title, const QString &origin)
{
    if (text == m_text)
        return;
    if (m_onDisk == OnDisk::Reread)
        m_onDisk = OnDisk::Same; // that was said long enough
    m_undo.push(new ScenarioTextChange(*this, text, title, origin));
}

void ScenarioDocument::take(const QByteArray &text)
{
    m_text = text;
    auto reading = Scenarios::ScenarioFile::read(text);
    reading.scenario.path = m_path;
    reading.scenario.baseDir = m_path.isEmpty() ? QString() : QFileInfo(m_path).absolutePath();
    m_faults = reading.faults;
    m_warnings.clear();
    m_scenario = std::make_shared<const Scenarios::Scenario>(std::move(reading.scenario));
    m_checkLater.start(checkPause);
    emit changed();
}

void ScenarioDocument::check()
{
    m_checkLater.stop();
    if (m_faults.isEmpty()) {
        Scenarios::Scenario whole = *m_scenario;
        m_faults = Scenarios::ScenarioFile::resolveIncludes(whole);
        if (m_faults.isEmpty()) {
            const auto result = Scenarios::checkScenario(whole);
            m_faults = result.faults;
            m_warnings = result.warnings;
        }
    }
    emit checked();
}

QString ScenarioDocument::pointerOf(const Error &fault)
{
    if (fault.where.startsWith(u'/') && !fault.where.contains(u": /"))
        return fault.where;
    const qsizetype at = fault.where.lastIndexOf(u": /");
    return at < 0 ? QString() : fault.where.mid(at + 2);
}

void ScenarioDocument::setNotes(const QStringList &notes)
{
    m_notes = notes;
    emit changed();
}

void ScenarioDocument::addRun(const Scenarios::RunReport &run)
{
    m_runs.append(run);
    if (m_runs.size() > mostRuns)
        m_runs.removeFirst();
    emit runsChanged();
}

} // namespace Standin::Gui
