// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "engine/engine.h"
#include "gui/dialoganswer.h"
#include "gui/documents/documentflow.h"
#include "gui/documents/profiledocuments.h"
#include "gui/documents/settingsformat.h"
#include "gui/documents/windowsettings.h"
#include "profile/keychain.h"
#include "profile/profilefile.h"
#include "profile/typedsecrets.h"
#include "support/keyring.h"
#include "support/noroom.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QFileDialog>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QWidget>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// The flow with its own documents and settings; no device is connected.
struct World
{
    DocumentPtr make(const QString &clientId, int count = 1)
    {
        Profile profile;
        profile.name = u"kind of "_s + clientId;
        profile.clientId = clientId;
        profile.count = count;
        return documents.adopt(fleet.addDevices(profile).value(), profile);
    }

    /// Makes a document that was changed after it was saved.
    DocumentPtr makeModified(const QString &clientId)
    {
        const DocumentPtr document = make(clientId);
        Profile profile = document->profile;
        profile.connection.keepAlive = 33;
        [&] { VERIFY_RESULT(documents.setProfile(document, profile)); }();
        return document;
    }

    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }

    QTemporaryDir folder;
    Engine engine{{.workers = 1}};
    Fleet &fleet = engine.fleet();
    ProfileDocuments documents{fleet};
    QSettings file{folder.filePath(u"settings.json"_s), settingsFormat()};
    WindowSettings settings{file};
    QWidget window;
    DocumentFlow flow{documents, settings, window};
    QSignalSpy failed{&flow, &DocumentFlow::failed};
    QSignalSpy saved{&flow, &DocumentFlow::saved};
};

QString textOf(const QWidget &dialog)
{
    const auto &box = static_cast<const QMessageBox &>(dialog);
    return box.text() + u'\n' + box.informativeText();
}

const DialogAnswer::Deal cancel = [](QWidget &dialog) { static_cast<QDialog &>(dialog).reject(); };

} // namespace

/// The dialogs about files, each answered as a user does.
class TestDocumentFlow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Keyring::outliveTheSession();
    }

    void asksForFiles();
    void askingForFilesIsCancelled();
    void firstSaveAsksForAFile();
    void suggestsAName_data();
    void suggestsAName();
    void suggestsNoFileThatExists();
    void fileOfAnotherIsNotTaken();
    void typedPasswordsAreReported_data();
    void typedPasswordsAreReported();
    void typedPasswordsAreReportedOnce();
    void cancelAtPasswordsSavesNothing();
    void passwordsGoIntoTheKeychain_data();
    void passwordsGoIntoTheKeychain();
    void laterSaveAsksNothing();
    void saveAsTakesAnotherFile();
    void cancelledSaveChangesNothing();
    void failedSaveIsReported();
    void aFileThatAnotherProgramChangedIsNotOverwrittenUnasked_data();
    void aFileThatAnotherProgramChangedIsNotOverwrittenUnasked();
    void ownChangesOfAFileAreNotAskedAbout();
    void aFullDiskLosesNothing();
    void nothingModifiedNeedsNoQuestion();
    void settles_data();
    void settles();
    void settleNamesTheDocuments();
    void settleStopsWhereASaveFails();
    void plainRemovalNeedsNoQuestion();
    void removalIsConfirmed_data();
    void removalIsConfirmed();
    void removalOfSomeDevicesLosesNothing();
    void removalSaysWhatBecomesOfTheFile_data();
    void removalSaysWhatBecomesOfTheFile();
    void removalWithAFailedSaveIsCancelled();
};

void TestDocumentFlow::asksForFiles()
{
    World w;
    const QString path = w.path(u"a.json"_s);
    VERIFY_RESULT(ProfileFile::save(Profile(), path));
    w.settings.setFolder(w.folder.path());
    QString start;
    const DialogAnswer answer([&](QWidget &dialog) {
        start = static_cast<QFileDialog &>(dialog).directory().path();
        DialogAnswer::choosingFile(path)(dialog);
    });
    QCOMPARE(w.flow.askForProfiles(), QStringList{path});
    QCOMPARE(start, w.folder.path());
    QCOMPARE(w.settings.folder(), w.folder.path());
}

void TestDocumentFlow::askingForFilesIsCancelled()
{
    World w;
    const QString before = w.settings.folder();
    const DialogAnswer answer(cancel);
    QVERIFY(w.flow.askForProfiles().isEmpty());
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.settings.folder(), before);
}

void TestDocumentFlow::firstSaveAsksForAFile()
{
    World w;
    const DocumentPtr document = w.makeModified(u"gw"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(w.path(u"gw.json"_s)));
    QVERIFY(w.flow.save(document));
    QCOMPARE(document->path, w.path(u"gw.json"_s));
    QVERIFY(!document->isModified());
    QCOMPARE(w.saved.count(), 1);
    QCOMPARE(w.saved.first().first().toString(), w.path(u"gw.json"_s));
    QCOMPARE(ProfileFile::load(w.path(u"gw.json"_s))->profile.connection.keepAlive, 33);
    QCOMPARE(w.settings.folder(), w.folder.path());
}

void TestDocumentFlow::suggestsAName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("suggested");
    QTest::newRow("plain") << u"pump"_s << u"pump.json"_s;
    QTest::newRow("with the ending") << u"pump.json"_s << u"pump.json"_s;
    QTest::newRow("with a slash") << u"pump/valve"_s << u"pump-valve.json"_s;
    QTest::newRow("no name") << QString() << u"gw.json"_s;
}

void TestDocumentFlow::suggestsAName()
{
    QFETCH(QString, name);
    QFETCH(QString, suggested);
    World w;
    w.settings.setFolder(w.folder.path());
    const DocumentPtr document = w.make(u"gw"_s);
    document->profile.name = name;
    QStringList offered;
    const DialogAnswer answer([&](QWidget &dialog) {
        offered = static_cast<QFileDialog &>(dialog).selectedFiles();
        cancel(dialog);
    });
    QVERIFY(!w.flow.saveAs(document));
    QCOMPARE(offered, QStringList{w.path(suggested)});
}

void TestDocumentFlow::suggestsNoFileThatExists()
{
    World w;
    w.settings.setFolder(w.folder.path());
    for (const char *taken : {"kind of gw.json", "kind of gw-2.json"})
        VERIFY_RESULT(ProfileFile::save(Profile(), w.path(QString::fromLatin1(taken))));
    QStringList offered;
    const DialogAnswer answer([&](QWidget &dialog) {
        offered = static_cast<QFileDialog &>(dialog).selectedFiles();
        cancel(dialog);
    });
    QVERIFY(!w.flow.saveAs(w.make(u"gw"_s)));
    QCOMPARE(offered, QStringList{w.path(u"kind of gw-3.json"_s)});
}

void TestDocumentFlow::fileOfAnotherIsNotTaken()
{
    World w;
    const QString owned = w.path(u"owned.json"_s);
    VERIFY_RESULT(w.documents.save(w.make(u"gw-${index}"_s, 6), owned));
    const DocumentPtr document = w.makeModified(u"other"_s);
    QString told;
    std::unique_ptr<DialogAnswer> second;
    std::unique_ptr<DialogAnswer> third;
    std::unique_ptr<DialogAnswer> fourth;
    const DialogAnswer first([&](QWidget &dialog) {
        second = std::make_unique<DialogAnswer>([&](QWidget &replace) {
            third = std::make_unique<DialogAnswer>([&](QWidget &box) {
                told = textOf(box);
                fourth = std::make_unique<DialogAnswer>(DialogAnswer::choosingFile(w.path(u"free.json"_s)));
                DialogAnswer::pressing(QMessageBox::Ok)(box);
            });
            DialogAnswer::pressing(QMessageBox::Yes)(replace);
        });
        DialogAnswer::choosingFile(owned)(dialog);
    });
    QVERIFY(w.flow.saveAs(document));
    QVERIFY2(told.contains(u"owned.json") && told.contains(u'6'), qPrintable(told));
    QCOMPARE(document->path, w.path(u"free.json"_s));
    QCOMPARE(ProfileFile::load(owned)->profile.count, 6);
}

void TestDocumentFlow::typedPasswordsAreReported_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("name");
    QTest::newRow("broker") << u"/connection/password"_s << u"Password for the broker"_s;
    QTest::newRow("key") << u"/connection/tls/keyPassword"_s << u"Password of the key"_s;
    QTest::newRow("proxy") << u"/connection/proxy/password"_s << u"Password for the proxy"_s;
    QTest::newRow("header") << u"/connection/headers/X-Key"_s << u"WebSocket header X-Key"_s;
}

void TestDocumentFlow::typedPasswordsAreReported()
{
    QFETCH(QString, place);
    QFETCH(QString, name);
    World w;
    const DocumentPtr document = w.make(u"gw"_s);
    document->path = w.path(u"gw.json"_s);
    Profile profile = document->profile;
    profile.connection.headers = {{u"X-Key"_s, {}, {}}};
    profile.connection.proxy.url = QUrl(u"http://proxy:1"_s);
    w.documents.setDraft(document, withTypedSecrets(profile, {{place, u"hunter2"_s}})); // not applied yet
    QString told;
    const DialogAnswer answer([&](QWidget &dialog) {
        told = textOf(dialog);
        DialogAnswer::pressing(QMessageBox::Save)(dialog);
    });
    QVERIFY(w.flow.save(document));
    QVERIFY2(told.contains(name) && told.contains(u"Environment") && told.contains(u"File"), qPrintable(told));
    QVERIFY(!told.contains(u"hunter2"));
    QCOMPARE(missingSecrets(ProfileFile::load(document->path)->profile), QStringList{place});
}

void TestDocumentFlow::typedPasswordsAreReportedOnce()
{
    World w;
    const DocumentPtr document = w.make(u"gw"_s);
    document->path = w.path(u"gw.json"_s);
    VERIFY_RESULT(w.documents.setProfile(
        document, withTypedSecrets(document->profile, {{u"/connection/password"_s, u"hunter2"_s}})));
    {
        const DialogAnswer answer(DialogAnswer::pressing(QMessageBox::Save));
        QVERIFY(w.flow.save(document));
        QVERIFY(answer.wasAsked());
    }
    const DialogAnswer again(cancel);
    QVERIFY(w.flow.save(document));
    QVERIFY(!again.wasAsked());
}

void TestDocumentFlow::cancelAtPasswordsSavesNothing()
{
    World w;
    const DocumentPtr document = w.make(u"gw"_s);
    document->path = w.path(u"gw.json"_s);
    VERIFY_RESULT(w.documents.setProfile(
        document, withTypedSecrets(document->profile, {{u"/connection/password"_s, u"hunter2"_s}})));
    const DialogAnswer answer(DialogAnswer::pressing(QMessageBox::Cancel));
    QVERIFY(!w.flow.save(document));
    QVERIFY(!QFile::exists(document->path));
    QVERIFY(document->isModified());
}

void TestDocumentFlow::passwordsGoIntoTheKeychain_data()
{
    QTest::addColumn<bool>("hasKeyring");
    QTest::newRow("no keychain") << false; // first: GLib keeps a session bus
    QTest::newRow("keychain") << true;
}

void TestDocumentFlow::passwordsGoIntoTheKeychain()
{
    QFETCH(bool, hasKeyring);
    if (hasKeyring && !(Keychain::isBuiltIn() && Keyring::isInstalled()))
        QSKIP("there is no keychain here");
    Keyring keyring;
    QVERIFY(!hasKeyring || keyring.start());
    const QString none = u"unix:path=/nonexistent"_s;
    qputenv("DBUS_SESSION_BUS_ADDRESS", keyring.environment().value(u"DBUS_SESSION_BUS_ADDRESS"_s, none).toLocal8Bit());
    World w;
    const DocumentPtr document = w.make(u"gw"_s);
    document->path = w.path(u"thermo.json"_s);
    VERIFY_RESULT(w.documents.setProfile(
        document, withTypedSecrets(document->profile, {{u"/connection/password"_s, u"hunter2"_s},
                                                       {u"/connection/tls/keyPassword"_s, u"open"_s}})));
    const DialogAnswer answer(DialogAnswer::pressing(u"Keep in Keychain"_s));
    QCOMPARE(w.flow.save(document), hasKeyring);
    QCOMPARE(QFile::exists(document->path), hasKeyring);
    if (!hasKeyring) {
        QCOMPARE(w.failed.size(), 1);
        QVERIFY(w.failed.first().first().value<Error>().code == ErrorCode::KeychainFailed);
        QCOMPARE(document->profile.connection.password.value, u"hunter2"_s); // nothing is lost
        return;
    }
    const Connection saved = ProfileFile::load(document->path)->profile.connection;
    QCOMPARE(saved.password.keychain, u"thermo"_s);
    QCOMPARE(saved.tls.keyPassword.keychain, u"thermo-tls-keyPassword"_s);
    QVERIFY(!document->isModified());
    QCOMPARE(document->profile.connection.password.value, QString());
    QCOMPARE(keyring.lookUp(u"thermo for mqtt://127.0.0.1:1883"_s), QByteArray("hunter2"));
    QCOMPARE(keyring.lookUp(u"thermo-tls-keyPassword for mqtt://127.0.0.1:1883"_s), QByteArray("open"));
}

void TestDocumentFlow::laterSaveAsksNothing()
{
    World w;
    const DocumentPtr document = w.makeModified(u"gw"_s);
    VERIFY_RESULT(w.documents.save(document, w.path(u"gw.json"_s)));
    Profile draft = document->profile;
    draft.reply = "{}";
    w.documents.setDraft(document, draft);
    const DialogAnswer answer(cancel);
    QVERIFY(w.flow.save(document));
    QVERIFY(!answer.wasAsked());
    QCOMPARE(ProfileFile::load(document->path)->profile.reply, QByteArray("{}"));
}

void TestDocumentFlow::saveAsTakesAnotherFile()
{
    World w;
    const DocumentPtr document = w.make(u"gw"_s);
    VERIFY_RESULT(w.documents.save(document, w.path(u"first.json"_s)));
    const DialogAnswer answer(DialogAnswer::choosingFile(w.path(u"second.json"_s)));
    QVERIFY(w.flow.saveAs(document));
    QCOMPARE(document->title(), u"second.json"_s);
    QVERIFY(QFile::exists(w.path(u"first.json"_s)));
}

void TestDocumentFlow::cancelledSaveChangesNothing()
{
    World w;
    const DocumentPtr document = w.makeModified(u"gw"_s);
    const DialogAnswer answer(cancel);
    QVERIFY(!w.flow.save(document));
    QVERIFY(answer.wasAsked());
    QVERIFY(document->path.isEmpty() && document->isModified());
    QVERIFY(w.saved.isEmpty() && w.failed.isEmpty());
}

void TestDocumentFlow::failedSaveIsReported()
{
    World w;
    const DocumentPtr document = w.makeModified(u"gw"_s);
    document->path = w.path(u"no/such/folder/gw.json"_s);
    QVERIFY(!w.flow.save(document));
    QCOMPARE(w.failed.count(), 1);
    QVERIFY(w.failed.first().first().value<Error>().code == ErrorCode::FileNotWritable);
    QVERIFY(w.saved.isEmpty());
    QVERIFY(document->isModified());
}

void TestDocumentFlow::aFileThatAnotherProgramChangedIsNotOverwrittenUnasked_data()
{
    QTest::addColumn<bool>("overwrites");
    QTest::newRow("overwritten") << true;
    QTest::newRow("left as it is") << false;
}

void TestDocumentFlow::aFileThatAnotherProgramChangedIsNotOverwrittenUnasked()
{
    QFETCH(bool, overwrites);
    World w;
    const QString path = w.path(u"gw.json"_s);
    const DocumentPtr document = w.makeModified(u"gw"_s);
    VERIFY_RESULT(w.documents.save(document, path));
    const QByteArray others = "{ \"theirs\": 1 }";
    VERIFY_RESULT(File::writeAtomically(path, others));
    Profile profile = document->profile;
    profile.connection.keepAlive = 44;
    VERIFY_RESULT(w.documents.setProfile(document, profile));

    QString text;
    const DialogAnswer answer([&](QWidget &dialog) {
        auto &box = static_cast<QMessageBox &>(dialog);
        text = textOf(dialog);
        for (QAbstractButton *button : box.buttons()) {
            if ((box.buttonRole(button) == QMessageBox::DestructiveRole) == overwrites)
                button->click();
        }
    });
    QCOMPARE(w.flow.save(document), overwrites);
    QVERIFY2(text.contains(u"gw.json"), qPrintable(text));
    QCOMPARE(document->isModified(), !overwrites);
    QCOMPARE(File::read(path, 10'000).value() == others, !overwrites);
    QCOMPARE(w.failed.count(), 0);
    if (overwrites)
        QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, 44);
}

void TestDocumentFlow::ownChangesOfAFileAreNotAskedAbout()
{
    World w;
    const QString path = w.path(u"gw.json"_s);
    VERIFY_RESULT(File::writeAtomically(
        path, "\n{ \"format\": \"standin.profile/1\", \"clientId\":\"gw\",\r\n\"odd\" : 1.0 }\n\n"));
    const DocumentPtr document = w.documents.open(path)->document;
    const DialogAnswer answer(cancel);
    for (const int keepAlive : {33, 44, 55}) {
        Profile profile = document->profile;
        profile.connection.keepAlive = keepAlive;
        VERIFY_RESULT(w.documents.setProfile(document, profile));
        QVERIFY(w.flow.save(document));
    }
    VERIFY_RESULT(w.documents.save(document, w.path(u"other.json"_s)));
    QVERIFY(QFile::remove(path)); // no file, nothing to lose
    QVERIFY(QFile::remove(document->path));
    QVERIFY(w.flow.save(document));
    QVERIFY(!answer.wasAsked());
    QVERIFY(QFile::exists(document->path));
}

void TestDocumentFlow::aFullDiskLosesNothing()
{
    World w;
    const QString path = w.path(u"gw.json"_s);
    const DocumentPtr document = w.makeModified(u"gw"_s);
    VERIFY_RESULT(w.documents.save(document, path));
    const QByteArray before = File::read(path, 100'000).value();
    Profile profile = document->profile;
    profile.connection.keepAlive = 44;
    VERIFY_RESULT(w.documents.setProfile(document, profile));
    {
        const Tests::NoRoom noRoom(100);
        QVERIFY(!w.flow.save(document));
    }
    QVERIFY(w.failed.first().first().value<Error>().code == ErrorCode::FileNotWritable);
    QVERIFY(document->isModified());
    QCOMPARE(File::read(path, 100'000).value(), before);
    QVERIFY(w.flow.save(document));
    QVERIFY(!document->isModified());
    QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, 44);
}

void TestDocumentFlow::nothingModifiedNeedsNoQuestion()
{
    World w;
    w.make(u"gw"_s);
    const DialogAnswer answer(cancel);
    QVERIFY(w.flow.settle(w.documents.modified()));
    QVERIFY(!answer.wasAsked());
}

void TestDocumentFlow::settles_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("button");
    QTest::addColumn<bool>("goesOn");
    QTest::addColumn<bool>("isSaved");
    QTest::newRow("save") << QMessageBox::Save << true << true;
    QTest::newRow("discard") << QMessageBox::Discard << true << false;
    QTest::newRow("cancel") << QMessageBox::Cancel << false << false;
}

void TestDocumentFlow::settles()
{
    QFETCH(QMessageBox::StandardButton, button);
    QFETCH(bool, goesOn);
    QFETCH(bool, isSaved);
    World w;
    const DocumentPtr document = w.makeModified(u"gw"_s);
    document->path = w.path(u"gw.json"_s);
    const DialogAnswer answer(DialogAnswer::pressing(button));
    QCOMPARE(w.flow.settle(w.documents.modified()), goesOn);
    QVERIFY(answer.wasAsked());
    QCOMPARE(QFile::exists(document->path), isSaved);
    QCOMPARE(document->isModified(), !isSaved);
}

void TestDocumentFlow::settleNamesTheDocuments()
{
    World w;
    for (int i = 0; i < 10; ++i)
        w.makeModified(u"gw-%1"_s.arg(i));
    QString text;
    const DialogAnswer answer([&](QWidget &dialog) {
        text = textOf(dialog);
        QCOMPARE(static_cast<QMessageBox &>(dialog).defaultButton(),
                 static_cast<QMessageBox &>(dialog).button(QMessageBox::Save));
        DialogAnswer::pressing(QMessageBox::Cancel)(dialog);
    });
    QVERIFY(!w.flow.settle(w.documents.modified()));
    QVERIFY(text.startsWith(u"10 profiles have changes"));
    QVERIFY(text.contains(u"• kind of gw-0") && text.contains(u"• kind of gw-7"));
    QVERIFY2(!text.contains(u"gw-8") && text.endsWith(u'…'), "a long list is cut short");
}

void TestDocumentFlow::settleStopsWhereASaveFails()
{
    World w;
    const DocumentPtr bad = w.makeModified(u"bad"_s);
    bad->path = w.path(u"no/such/folder/bad.json"_s);
    const DocumentPtr good = w.makeModified(u"good"_s);
    good->path = w.path(u"good.json"_s);
    const DialogAnswer answer(DialogAnswer::pressing(QMessageBox::Save));
    QVERIFY(!w.flow.settle(w.documents.modified()));
    QCOMPARE(w.failed.count(), 1);
    QVERIFY(bad->isModified());
}

void TestDocumentFlow::plainRemovalNeedsNoQuestion()
{
    World w;
    w.make(u"gw"_s);
    const DialogAnswer answer(cancel);
    QVERIFY(w.flow.confirmRemoval({u"gw"_s}, 0));
    QVERIFY(!answer.wasAsked());
}

void TestDocumentFlow::removalIsConfirmed_data()
{
    QTest::addColumn<bool>("modified");
    QTest::addColumn<int>("online");
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("confirmed");
    QTest::newRow("online, remove") << false << 1 << u"Remove"_s << true;
    QTest::newRow("online, cancel") << false << 1 << u"Cancel"_s << false;
    QTest::newRow("unsaved, remove") << true << 0 << u"Remove without saving"_s << true;
    QTest::newRow("unsaved, save") << true << 0 << u"Save and remove"_s << true;
    QTest::newRow("unsaved, cancel") << true << 0 << u"Cancel"_s << false;
}

void TestDocumentFlow::removalIsConfirmed()
{
    QFETCH(bool, modified);
    QFETCH(int, online);
    QFETCH(QString, button);
    QFETCH(bool, confirmed);
    World w;
    const DocumentPtr document = modified ? w.makeModified(u"gw"_s) : w.make(u"gw"_s);
    document->path = w.path(u"gw.json"_s);
    QString text;
    const DialogAnswer answer([&](QWidget &dialog) {
        text = textOf(dialog);
        DialogAnswer::pressing(button)(dialog);
    });
    QCOMPARE(w.flow.confirmRemoval({u"gw"_s}, online), confirmed);
    QVERIFY(text.startsWith(u"Remove gw?"));
    QCOMPARE(text.contains(u"offline cleanly first"), online > 0);
    QCOMPARE(text.contains(u"Not saved"), modified);
    QCOMPARE(QFile::exists(document->path), button == u"Save and remove");
    QCOMPARE(w.documents.all().contains(document), !confirmed);
}

void TestDocumentFlow::removalOfSomeDevicesLosesNothing()
{
    World w;
    const DocumentPtr document = w.make(u"gw-${index}"_s, 2);
    Profile draft = document->profile;
    draft.reply = "{}";
    w.documents.setDraft(document, draft);
    const DialogAnswer answer(cancel);
    QVERIFY(w.flow.confirmRemoval({u"gw-0"_s}, 0));
    QVERIFY2(!answer.wasAsked(), "the document lives on with gw-1");
    QVERIFY(w.documents.all().contains(document));
}

void TestDocumentFlow::removalSaysWhatBecomesOfTheFile_data()
{
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("confirmed");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QStringList>("inFile");
    const QStringList all{u"gw-0"_s, u"gw-1"_s, u"gw-2"_s};
    const QString leftOut = u"Left out"_s;
    QTest::newRow("one, saved") << QStringList{u"gw-1"_s} << u"Save and remove"_s << leftOut << true << true
                                << QStringList{u"gw-0"_s, u"gw-2"_s};
    QTest::newRow("two, saved") << all.first(2) << u"Save and remove"_s << leftOut << true << true
                                << QStringList{u"gw-2"_s};
    QTest::newRow("one, not saved") << QStringList{u"gw-1"_s} << u"Remove without saving"_s << leftOut << true << true
                                    << all;
    QTest::newRow("one, cancelled") << QStringList{u"gw-1"_s} << u"Cancel"_s << leftOut << false << true << all;
    QTest::newRow("all") << all << u"Remove"_s << u"Closed"_s << true << false << all;
}

void TestDocumentFlow::removalSaysWhatBecomesOfTheFile()
{
    QFETCH(QStringList, ids);
    QFETCH(QString, button);
    QFETCH(QString, says);
    QFETCH(bool, confirmed);
    World w;
    const QString path = w.path(u"fleet.json"_s);
    const DocumentPtr document = w.make(u"gw-${index}"_s, 3);
    VERIFY_RESULT(w.documents.save(document, path));
    QString told;
    const DialogAnswer answer([&](QWidget &dialog) {
        told = textOf(dialog);
        DialogAnswer::pressing(button)(dialog);
    });
    QCOMPARE(w.flow.confirmRemoval(ids, 0), confirmed);
    QVERIFY2(told.contains(says) && told.contains(u"fleet.json"), qPrintable(told));
    QTEST(w.documents.all().contains(document), "open");
    QTEST(w.fleet.clientIds(ProfileFile::load(path)->profile).value(), "inFile");
    QCOMPARE(document->isModified(), button == u"Remove without saving");
}

void TestDocumentFlow::removalWithAFailedSaveIsCancelled()
{
    World w;
    const DocumentPtr document = w.makeModified(u"gw"_s);
    document->path = w.path(u"no/such/folder/gw.json"_s);
    const DialogAnswer answer(DialogAnswer::pressing(u"Save and remove"_s));
    QVERIFY(!w.flow.confirmRemoval({u"gw"_s}, 0));
    QCOMPARE(w.failed.count(), 1);
    QVERIFY(w.documents.all().contains(document));
}

STANDIN_TEST(TestDocumentFlow)
#include "tst_documentflow.moc"
