// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenarioflow.h"

#include "gui/documents/windowsettings.h"
#include "gui/widgets/confirmation.h"
#include "models/payloadpreview.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

ScenarioFlow::ScenarioFlow(WindowSettings &settings, QWidget &widget)
    : QObject(&widget)
    , m_settings(settings)
    , m_widget(widget)
{}

QStringList ScenarioFlow::askForFiles()
{
    const QStringList paths =
        QFileDialog::getOpenFileNames(&m_widget, tr("Open Scenario"), m_settings.folder(),
                                      tr("Scenarios (*.scenario.json);;JSON files (*.json);;All files (*)"));
    if (!paths.isEmpty())
        m_settings.setFolder(QFileInfo(paths.first()).absolutePath());
    return paths;
}

bool ScenarioFlow::save(ScenarioDocument &document)
{
    return document.path().isEmpty() ? saveAs(document) : write(document, document.path());
}

bool ScenarioFlow::saveAs(ScenarioDocument &document)
{
    QString suggested = document.path();
    if (suggested.isEmpty())
        suggested = QDir(m_settings.folder()).filePath(document.title().replace(u'/', u'-') + u".scenario.json"_s);
    QString path = QFileDialog::getSaveFileName(&m_widget, tr("Save Scenario As"), suggested,
                                                tr("Scenarios (*.scenario.json);;All files (*)"));
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty())
        path += u".scenario.json"_s;
    m_settings.setFolder(QFileInfo(path).absolutePath());
    return write(document, path);
}

bool ScenarioFlow::write(ScenarioDocument &document, const QString &path)
{
    if (!confirmOverwriting(document, path))
        return false;
    if (const auto written = document.save(path); !written) {
        emit failed(written.error());
        return false;
    }
    emit saved(document.path());
    return true;
}

bool ScenarioFlow::confirmOverwriting(const ScenarioDocument &document, const QString &path)
{
    return !document.isChangedElsewhere(path) || Confirmation::ofOverwriting(path).ask(m_widget);
}

bool ScenarioFlow::settle(const QList<ScenarioDocument *> &modified)
{
    if (modified.isEmpty())
        return true;
    QStringList names;
    for (const ScenarioDocument *document : modified)
        names.append(u"• "_s + Models::textPreview(document->title(), 80));
    QMessageBox box(QMessageBox::Warning, tr("Unsaved Changes"),
                    modified.size() == 1 ? tr("The scenario has changes that are not saved.")
                                         : tr("%L1 scenarios have changes that are not saved.").arg(modified.size()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_widget);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(names.join(u'\n'));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return std::ranges::all_of(modified, [this](ScenarioDocument *each) { return save(*each); });
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

} // namespace Standin::Gui
