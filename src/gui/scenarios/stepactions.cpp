// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/stepactions.h"

#include "base/jsonbuilder.h"
#include "fleet/fleet.h"
#include "gui/log/entryrequest.h"
#include "gui/pages/jsonplace.h"
#include "gui/scenarios/scenariodocument.h"
#include "gui/scenarios/stepdraft.h"
#include "gui/style/icon.h"
#include "gui/style/stepwords.h"
#include "models/payloadpreview.h"
#include "models/steptreemodel.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

namespace {

constexpr qsizetype mostDevicesInMenu = 40;

} // namespace

StepActions::StepActions(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_addMenu(new QMenu(&parts.tree))
    , m_duplicate(action(u"actionDuplicateStep"_s, u"duplicate"_s, tr("&Duplicate step"), Qt::CTRL | Qt::Key_D,
                         &StepActions::duplicate))
    , m_remove(action(u"actionRemoveStep"_s, u"remove"_s, tr("&Remove step"), Qt::Key_Delete, &StepActions::remove))
    , m_up(action(u"actionMoveStepUp"_s, u"older"_s, tr("Move step &up"), Qt::ALT | Qt::Key_Up, &StepActions::moveUp))
    , m_down(action(u"actionMoveStepDown"_s, u"follow"_s, tr("Move step do&wn"), Qt::ALT | Qt::Key_Down,
                    &StepActions::moveDown))
    , m_undo(action(u"actionUndoStep"_s, u"undo"_s, tr("U&ndo"), QKeySequence::Undo, &StepActions::undo))
    , m_redo(action(u"actionRedoStep"_s, u"redo"_s, tr("R&edo"), QKeySequence::Redo, &StepActions::redo))
{
    setUpAddMenu();
    adapt();
}

/// Its keys work in the table of steps alone: in a field and in the JSON they have a meaning of their own.
QAction *StepActions::action(const QString &name, const QString &icon, const QString &text, const QKeySequence &keys,
                             void (StepActions::*act)())
{
    auto *made = new QAction(lineIcon(icon), text, &m_parts.tree);
    made->setObjectName(name);
    made->setShortcut(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(made, &QAction::triggered, this, act);
    m_parts.tree.addAction(made);
    return made;
}

void StepActions::setUpAddMenu()
{
    auto *devices = m_addMenu->addMenu(lineIcon(u"broker"_s), tr("&Device of the scenario"));
    devices->setObjectName(u"menuAddDevice"_s);
    connect(devices, &QMenu::aboutToShow, this, [this, devices] { fillDevices(*devices); });
    fillDevices(*devices);
    m_addMenu->addSeparator();
    for (const QString &kind : Step::kindNames()) {
        QAction *one = m_addMenu->addAction(lineIcon(StepWords::icon(kind)), StepWords::kind(kind));
        one->setObjectName(u"actionAdd_"_s + kind);
        one->setToolTip(StepWords::explanation(kind));
        connect(one, &QAction::triggered, this, [this, kind] {
            if (m_document)
                add(StepDraft::ofKind(kind, m_document->scenario()));
        });
    }
    m_addMenu->setToolTipsVisible(true);
}

void StepActions::fillDevices(QMenu &menu)
{
    menu.clear();
    const QStringList ids = m_parts.fleet.ids();
    for (const QString &id : ids.first(std::min(ids.size(), mostDevicesInMenu)))
        connect(menu.addAction(Models::textPreview(id, 60).replace(u'&', u"&&"_s)), &QAction::triggered, this,
                [this, id] { addDevice(id); });
    if (ids.size() > mostDevicesInMenu)
        menu.addAction(tr("%L1 more devices of the window").arg(ids.size() - mostDevicesInMenu))->setEnabled(false);
    menu.addSeparator();
    QAction *ofFile = menu.addAction(lineIcon(u"open"_s), tr("Of a &profile file…"));
    ofFile->setObjectName(u"actionAddDeviceOfFile"_s);
    connect(ofFile, &QAction::triggered, this, &StepActions::addDeviceOfFile);
}

void StepActions::setDocument(ScenarioDocument *document, bool isFree)
{
    m_document = document;
    m_isFree = document && isFree;
    adapt();
}

void StepActions::adapt()
{
    const QModelIndex index = m_parts.tree.currentIndex();
    const bool hasStep = m_isFree && m_parts.model.step(index);
    m_addMenu->setEnabled(m_isFree);
    m_duplicate->setEnabled(hasStep);
    m_remove->setEnabled(hasStep);
    // Also for the first and the last one: the table would take the key of a disabled action and choose another row.
    m_up->setEnabled(hasStep);
    m_down->setEnabled(hasStep);
    const QUndoStack *stack = m_document ? &m_document->undo() : nullptr;
    m_undo->setEnabled(m_isFree && stack && stack->canUndo());
    m_redo->setEnabled(m_isFree && stack && stack->canRedo());
    m_undo->setToolTip(stack && m_undo->isEnabled() ? tr("Undo: %1").arg(stack->undoText()) : tr("Undo"));
    m_redo->setToolTip(stack && m_redo->isEnabled() ? tr("Redo: %1").arg(stack->redoText()) : tr("Redo"));
}

QString StepActions::chosen() const
{
    return m_parts.tree.currentIndex().data(Models::StepTreeModel::PointerRole).toString();
}

ScenarioEdits::Place StepActions::newPlace() const
{
    const QModelIndex index = m_parts.tree.currentIndex();
    const QString pointer = chosen();
    if (m_parts.model.step(index)) {
        ScenarioEdits::Place place = ScenarioEdits::placeOf(pointer);
        ++place.index;
        return place;
    }
    const bool isPart = index.isValid() && !index.parent().isValid();
    const QString array = pointer.isEmpty() || (isPart && pointer == u"/setup") ? u"/steps"_s : pointer;
    return {array, m_parts.model.rowCount(m_parts.model.indexOf(array))};
}

bool StepActions::change(const Result<QByteArray> &text, const QString &title, const QString &chosen,
                         const QString &origin)
{
    if (!text) {
        emit failed(text.error());
        return false;
    }
    m_document->setText(*text, title, origin);
    if (!chosen.isEmpty())
        emit choiceRequested(chosen);
    return true;
}

void StepActions::add(const JsonText &step)
{
    const ScenarioEdits::Place place = newPlace();
    if (change(ScenarioEdits::inserted(m_document->text(), place, step), tr("Add step"), place.pointer()))
        emit added();
}

void StepActions::duplicate()
{
    const JsonText step = ScenarioEdits::valueAt(m_document->text(), chosen());
    add(step);
}

void StepActions::remove()
{
    const QString pointer = chosen();
    change(ScenarioEdits::removed(m_document->text(), pointer), tr("Remove step"));
    if (m_parts.model.indexOf(pointer).isValid())
        return;
    const ScenarioEdits::Place place = ScenarioEdits::placeOf(pointer); // it was the last one
    emit choiceRequested(place.index > 0 ? ScenarioEdits::Place{place.array, place.index - 1}.pointer() : place.array);
}

void StepActions::moveBy(int rows)
{
    const QModelIndex index = m_parts.tree.currentIndex();
    const int row = index.row() + rows;
    if (row < 0 || row >= m_parts.model.rowCount(index.parent()))
        return;
    const ScenarioEdits::Place from = ScenarioEdits::placeOf(chosen());
    const ScenarioEdits::Place before{from.array, rows < 0 ? from.index - 1 : from.index + 2};
    const ScenarioEdits::Place now{from.array, from.index + rows};
    change(ScenarioEdits::moved(m_document->text(), from.pointer(), before), tr("Move step"), now.pointer());
}

void StepActions::move(const QString &pointer, const QString &array, int index)
{
    if (m_isFree)
        change(ScenarioEdits::moved(m_document->text(), pointer, {array, index}), tr("Move step"));
}

void StepActions::undo()
{
    m_document->undo().undo();
}

void StepActions::redo()
{
    m_document->undo().redo();
}

void StepActions::replaceChosen(const JsonText &step, const QString &field)
{
    if (m_isFree)
        change(ScenarioEdits::replaced(m_document->text(), chosen(), step), tr("Edit step"), chosen(),
               chosen() + u' ' + field);
}

bool StepActions::putDevice(const QString &name, const JsonText &entry)
{
    const auto root = JsonText::parse(m_document->text());
    if (!root) {
        emit failed(root.error());
        return false;
    }
    const JsonText devices = JsonPlace::with(root->value(u"devices"), {name}, entry);
    return change(root->value(u"devices").isUndefined()
                      ? Result<QByteArray>(JsonPlace::with(*root, {u"devices"_s}, devices).toCompact())
                      : ScenarioEdits::replaced(m_document->text(), u"/devices"_s, devices),
                  tr("Add device"));
}

void StepActions::addDevice(const QString &clientId)
{
    const auto profile = m_parts.fleet.profile(clientId);
    if (!m_isFree || !profile)
        return;
    putDevice(StepDraft::newDeviceName(m_document->scenario(), clientId), StepDraft::deviceEntry(*profile, clientId));
}

/// By its path relative to the scenario, so that both can be moved.
void StepActions::addDeviceOfFile()
{
    if (!m_isFree)
        return;
    const QString folder = m_document->path().isEmpty() ? QString() : QFileInfo(m_document->path()).absolutePath();
    const QString path = QFileDialog::getOpenFileName(&m_parts.tree, tr("Profile of the Device"), folder,
                                                      tr("Profiles (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    const QString name = StepDraft::newDeviceName(m_document->scenario(), QFileInfo(path).baseName());
    const QString written = folder.isEmpty() ? path : QDir(folder).relativeFilePath(path);
    putDevice(name, JsonBuilder()
                        .add(u"profile"_s, JsonText::string(written))
                        .add(u"clientId"_s, JsonText::string(name + u"-${run.id}-${index}"_s))
                        .object());
}

void StepActions::addFrom(const EntryRequest &request)
{
    if (!m_isFree)
        return;
    const Entry &entry = *request.entry;
    QString device = StepDraft::deviceNameFor(m_document->scenario(), entry.device);
    if (device.isEmpty()) {
        device = StepDraft::newDeviceName(m_document->scenario(), entry.device);
        const auto profile = m_parts.fleet.profile(entry.device);
        const JsonText made = profile ? StepDraft::deviceEntry(*profile, entry.device) : JsonText::emptyObject();
        if (!putDevice(device, made))
            return;
    }
    add(request.kind == EntryRequest::Kind::ExpectStep ? StepDraft::expecting(entry, device)
                                                       : StepDraft::sending(entry, device));
}

} // namespace Standin::Gui
