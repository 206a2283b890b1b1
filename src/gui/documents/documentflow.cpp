// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/documentflow.h"

#include "gui/documents/keychainwriter.h"
#include "gui/documents/profiledocuments.h"
#include "gui/documents/windowsettings.h"
#include "gui/style/displaytext.h"
#include "gui/widgets/confirmation.h"
#include "models/payloadpreview.h"
#include "profile/typedsecrets.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype maxNamed = 8;

/// A file of that folder that does not exist yet.
QString suggestedPath(const QDir &folder, const ProfileDocument &document)
{
    QString stem = document.title();
    stem.replace(u'/', u'-');
    if (stem.endsWith(u".json"))
        stem.chop(5);
    QString path = folder.filePath(stem + u".json"_s);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = folder.filePath(u"%1-%2.json"_s.arg(stem).arg(number));
    return path;
}

QString listOf(const QList<DocumentPtr> &documents)
{
    QStringList names;
    for (const DocumentPtr &document : documents.first(std::min(documents.size(), maxNamed)))
        names.append(u"• "_s + Models::textPreview(document->title(), 80));
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
    QString path = document->path.isEmpty() ? suggestedPath(QDir(m_settings.folder()), *document) : document->path;
    for (DocumentPtr owner = document; owner; owner = m_documents.ownerOf(path, document)) {
        if (owner != document)
            QMessageBox::warning(&m_window, tr("Save Profile As"),
                                 tr("%1 belongs to another profile that is open, with %2 devices. "
                                    "Choose another name, or close that one first.")
                                     .arg(QFileInfo(path).fileName(), QLocale().toString(owner->devices.size())));
        path = QFileDialog::getSaveFileName(&m_window, tr("Save Profile As"), path,
                                            tr("Profiles (*.json);;All files (*)"));
        if (path.isEmpty())
            return false;
    }
    m_settings.setFolder(QFileInfo(path).absolutePath());
    return write(document, path);
}

bool DocumentFlow::write(const DocumentPtr &document, const QString &path)
{
    if (!confirmWithoutSecrets(document, path) || !confirmOverwriting(document, path))
        return false;
    if (const auto written = m_documents.save(document, path); !written) {
        emit failed(written.error());
        return false;
    }
    emit saved(document->path);
    return true;
}

bool DocumentFlow::confirmOverwriting(const DocumentPtr &document, const QString &path)
{
    return !m_documents.isChangedElsewhere(document, path) || Confirmation::ofOverwriting(path).ask(m_window);
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

bool DocumentFlow::confirmWithoutSecrets(const DocumentPtr &document, const QString &path)
{
    QStringList typed = typedSecrets(document->draft.value_or(document->profile));
    typed.removeIf([&](const QString &place) { return document->toldSecrets.contains(place); });
    if (typed.isEmpty())
        return true;
    QStringList names;
    for (const QString &place : std::as_const(typed))
        names.append(u"• "_s + DisplayText::secret(place));
    QMessageBox box(QMessageBox::Warning, tr("Typed-in Passwords"),
                    tr("%1 will not contain the typed secrets:\n%2", "file name, list of secrets")
                        .arg(QFileInfo(path).fileName(), names.join(u'\n')),
                    QMessageBox::Save | QMessageBox::Cancel, &m_window);
    box.setInformativeText(
        tr("After the file was opened, the window asks for them on Connect. To avoid this, and for “standin serve”, "
           "keep them in the keychain of the system, or choose Environment or File on the Profile page and enter the "
           "name of the variable or file."));
    const QAbstractButton *keep = box.addButton(tr("&Keep in Keychain"), QMessageBox::AcceptRole);
    box.setTextFormat(Qt::PlainText);
    box.setDefaultButton(QMessageBox::Save);
    const int pressed = box.exec();
    if (box.clickedButton() == keep)
        return keepInKeychain(document, typed, QFileInfo(path).completeBaseName());
    if (pressed != QMessageBox::Save)
        return false;
    document->toldSecrets += typed;
    return true;
}

bool DocumentFlow::keepInKeychain(const DocumentPtr &document, const QStringList &places, const QString &name)
{
    const auto named = KeychainWriter::write(m_documents.keychain(), document->draft.value_or(document->profile),
                                             places, name, m_window);
    if (named)
        m_documents.setDraft(document, *named);
    else
        emit failed(named.error());
    return named.has_value();
}

DocumentFlow::Consequences DocumentFlow::consequencesOf(const QStringList &ids) const
{
    const QSet<QString> going(ids.cbegin(), ids.cend());
    const auto goes = [&going](const QString &id) { return going.contains(id); };
    Consequences consequences;
    for (const DocumentPtr &document : m_documents.all()) {
        const QStringList &devices = document->devices;
        if (std::none_of(devices.cbegin(), devices.cend(), goes))
            continue;
        if (!std::all_of(devices.cbegin(), devices.cend(), goes)) {
            if (!document->path.isEmpty())
                consequences.smaller.append(document);
        } else if (document->isModified()) {
            consequences.lost.append(document);
        } else if (!document->path.isEmpty()) {
            consequences.closed.append(document);
        }
    }
    return consequences;
}

bool DocumentFlow::confirmRemoval(const QStringList &ids, int online)
{
    const Consequences consequences = consequencesOf(ids);
    const auto &[lost, closed, smaller] = consequences;
    const bool isPlain = ids.size() == 1 && online == 0 && lost.isEmpty() && closed.isEmpty() && smaller.isEmpty();
    const Removal removal = isPlain ? Removal::Plain : askForRemoval(ids, online, consequences);
    if (removal == Removal::Cancelled || (removal == Removal::AfterSaving && !saveAll(lost)))
        return false;
    m_documents.leaveOut(ids);
    if (removal == Removal::AfterSaving)
        saveAll(smaller); // a failure is shown, and the document stays unsaved
    return true;
}

DocumentFlow::Removal DocumentFlow::askForRemoval(const QStringList &ids, int online, const Consequences &consequences)
{
    const auto &[lost, closed, smaller] = consequences;
    const bool isOne = ids.size() == 1;
    const bool canSave = !lost.isEmpty() || !smaller.isEmpty();
    QMessageBox box(lost.isEmpty() ? QMessageBox::Question : QMessageBox::Warning,
                    isOne ? tr("Remove Device") : tr("Remove Devices"),
                    isOne ? tr("Remove %1?").arg(Models::textPreview(ids.first(), 80))
                          : tr("Remove %L1 devices?").arg(ids.size()),
                    QMessageBox::Cancel, &m_window);
    box.setTextFormat(Qt::PlainText);
    QStringList details;
    if (online > 0)
        details.append(isOne ? tr("It is taken offline cleanly first.")
                             : tr("Taken offline cleanly first: %L1.").arg(online));
    if (!smaller.isEmpty())
        details.append(tr("Left out of these files once they are saved:\n%1", "list of files").arg(listOf(smaller)));
    if (!closed.isEmpty())
        details.append(tr("Closed, with the files kept as they are:\n%1", "list of files").arg(listOf(closed)));
    if (!lost.isEmpty())
        details.append(tr("Not saved, and lost with the removal:\n%1", "list of profiles").arg(listOf(lost)));
    box.setInformativeText(details.join(u"\n\n"_s));
    const QAbstractButton *save = canSave ? box.addButton(tr("Save and remove"), QMessageBox::AcceptRole) : nullptr;
    const QAbstractButton *remove =
        box.addButton(canSave ? tr("Remove without saving") : tr("Remove"), QMessageBox::DestructiveRole);
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

} // namespace Standin::Gui
