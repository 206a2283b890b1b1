// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/documentflow.h"

#include "gui/documents/profiledocuments.h"
#include "gui/documents/windowsettings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype maxNamed = 8;

QString suggestedName(const ProfileDocument &document)
{
    QString name = document.title();
    name.replace(u'/', u'-');
    return name.endsWith(u".json") ? name : name + u".json"_s;
}

QString listOf(const QList<DocumentPtr> &documents)
{
    QStringList names;
    for (const DocumentPtr &document : documents.first(std::min(documents.size(), maxNamed)))
        names.append(u"• "_s + document->title());
    if (documents.size() > maxNamed)
        names.append(u"…"_s);
    return names.join(u'\n');
}

} // namespace

DocumentFlow::DocumentFlow(ProfileDocuments &documents, WindowSettings &session, QWidget &window)
    : QObject(&window)
    , m_documents(documents)
    , m_settings(session)
    , m_window(window)
{}

QStringList DocumentFlow::askForProfiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(&m_window, tr("Open Profile"), m_settings.folder(),
                                                            tr("Profiles (*.json);;All files (*)"));
    if (!paths.isEmpty())
        m_settings.setFolder(QFileInfo(paths.first()).absolutePath());
    return paths;
}

bool DocumentFlow::save(const DocumentPtr &document)
{
    return document->path.isEmpty() ? saveAs(document) : write(document, document->path);
}

bool DocumentFlow::saveAs(const DocumentPtr &document)
{
    const QString suggestion =
        document->path.isEmpty() ? QDir(m_settings.folder()).filePath(suggestedName(*document)) : document->path;
    const QString path = QFileDialog::getSaveFileName(&m_window, tr("Save Profile As"), suggestion,
                                                      tr("Profiles (*.json);;All files (*)"));
    if (path.isEmpty())
        return false;
    m_settings.setFolder(QFileInfo(path).absolutePath());
    return write(document, path);
}

bool DocumentFlow::write(const DocumentPtr &document, const QString &path)
{
    if (const auto written = m_documents.save(document, path); !written) {
        emit failed(written.error());
        return false;
    }
    emit saved(document->path);
    return true;
}

bool DocumentFlow::settle(const QList<DocumentPtr> &modified)
{
    if (modified.isEmpty())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Unsaved Changes"),
                    modified.size() == 1 ? tr("The profile has changes that are not saved.")
                                         : tr("%L1 profiles have changes that are not saved.").arg(modified.size()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box.setInformativeText(listOf(modified));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return saveAll(modified);
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

bool DocumentFlow::confirmRemoval(const QStringList &ids, int online)
{
    const QList<DocumentPtr> lost = lostWith(ids);
    if (lost.isEmpty() && ids.size() == 1 && online == 0)
        return true;
    switch (askForRemoval(ids, online, lost)) {
    case Removal::Cancelled:
        return false;
    case Removal::AfterSaving:
        if (!saveAll(lost))
            return false;
        break;
    case Removal::Plain:
        break;
    }
    for (const DocumentPtr &document : lost)
        m_documents.close(document);
    return true;
}

DocumentFlow::Removal DocumentFlow::askForRemoval(const QStringList &ids, int online, const QList<DocumentPtr> &lost)
{
    const bool isOne = ids.size() == 1;
    QMessageBox box(lost.isEmpty() ? QMessageBox::Question : QMessageBox::Warning,
                    isOne ? tr("Remove Device") : tr("Remove Devices"),
                    isOne ? tr("Remove %1?").arg(ids.first()) : tr("Remove %L1 devices?").arg(ids.size()),
                    QMessageBox::Cancel, &m_window);
    QStringList details;
    if (online > 0)
        details.append(isOne ? tr("It is taken offline cleanly first.")
                             : tr("Taken offline cleanly first: %L1.").arg(online));
    if (!lost.isEmpty())
        details.append(tr("Not saved, and gone with the removal:\n%1", "list of profiles").arg(listOf(lost)));
    box.setInformativeText(details.join(u"\n\n"_s));
    const QAbstractButton *save =
        lost.isEmpty() ? nullptr : box.addButton(tr("Save and remove"), QMessageBox::AcceptRole);
    const QAbstractButton *remove =
        box.addButton(lost.isEmpty() ? tr("Remove") : tr("Remove without saving"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (save && box.clickedButton() == save)
        return Removal::AfterSaving;
    return box.clickedButton() == remove ? Removal::Plain : Removal::Cancelled;
}

bool DocumentFlow::saveAll(const QList<DocumentPtr> &documents)
{
    return std::all_of(documents.cbegin(), documents.cend(), [this](const DocumentPtr &each) { return save(each); });
}

QList<DocumentPtr> DocumentFlow::lostWith(const QStringList &ids) const
{
    const QSet<QString> going(ids.cbegin(), ids.cend());
    QList<DocumentPtr> lost = m_documents.modified();
    lost.removeIf([&](const DocumentPtr &document) {
        return !std::all_of(document->devices.cbegin(), document->devices.cend(),
                            [&](const QString &id) { return going.contains(id); });
    });
    return lost;
}

} // namespace Standin::Gui
