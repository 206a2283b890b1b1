// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "gui/documents/profiledocuments.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestProfileDocuments : public QObject
{
    Q_OBJECT

private:
    struct World
    {
        Engine engine{{.workers = 1}};
        Fleet &fleet = engine.fleet();
        ProfileDocuments documents{fleet};

        /// Devices of a profile that need not be saved.
        Result<DocumentPtr> add(const Profile &profile)
        {
            return fleet.addDevices(profile).map([&](const QStringList &ids) { return documents.adopt(ids, profile); });
        }
    };

    static Profile profile(int count = 1)
    {
        Profile profile;
        profile.name = u"gateway"_s;
        profile.clientId = u"gw-${index}"_s;
        profile.count = count;
        return profile;
    }

    QTemporaryDir m_folder;

private slots:
    void opensAFile();
    void refusesWhatItCannotOpen();
    void newIsModifiedUntilSaved();
    void changesReachAllDevices();
    void badChangeChangesNothing();
    void draftCountsAsModified();
    void saveAppliesTheDraft();
    void saveRefusesABadDraft();
    void passwordsAreNotWritten();
    void takesDevicesMadeElsewhere();
    void deviceOfAFleetMadeElsewhereIsAlone();
    void lastDeviceClosesTheDocument();
    void oneMoreIsOfTheSameDocument();
    void takenIdAddsNothing();
    void nextIdIsFree_data();
    void nextIdIsFree();
    void devicesComeBackAsTheyWereSaved();
    void lastOfAFleetStays();
    void othersRemovalIsAChangeToo();
    void allGoneLeavesTheFile();
    void draftsKeepTheDevices();
    void renamesADeviceAlone();
    void fileOfAnotherIsRefused_data();
    void fileOfAnotherIsRefused();
    void fileIsOpenedOnceByAnyPath();
    void enteredSecretsNeedNoSave();
};

void TestProfileDocuments::opensAFile()
{
    World w;
    const QString path = m_folder.filePath(u"open.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(3), path));
    const auto opened = w.documents.open(path);
    VERIFY_RESULT(opened);
    QCOMPARE(opened->document->devices, QStringList({u"gw-0"_s, u"gw-1"_s, u"gw-2"_s}));
    QCOMPARE(opened->document->title(), u"open.json"_s);
    QVERIFY(!w.documents.of(u"gw-1"_s)->isModified());
    const auto again = w.documents.open(path);
    VERIFY_RESULT(again);
    QCOMPARE(again->document, opened->document);
    QCOMPARE(w.fleet.ids().size(), 3);
}

void TestProfileDocuments::refusesWhatItCannotOpen()
{
    World w;
    const auto missing = w.documents.open(m_folder.filePath(u"missing.json"_s));
    QVERIFY(!missing && missing.error().code == ErrorCode::FileNotReadable);
    const QString path = m_folder.filePath(u"twice.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(), path));
    VERIFY_RESULT(w.fleet.addDevice(u"gw-0"_s, profile()));
    const auto taken = w.documents.open(path);
    QVERIFY(!taken && taken.error().code == ErrorCode::DeviceExists);
    QVERIFY(w.documents.all().isEmpty());
}

void TestProfileDocuments::newIsModifiedUntilSaved()
{
    World w;
    const auto document = w.documents.create(profile());
    VERIFY_RESULT(document);
    QVERIFY((*document)->isModified());
    QCOMPARE(w.documents.modified().size(), 1);
    VERIFY_RESULT(w.documents.save(*document, m_folder.filePath(u"new.json"_s)));
    QVERIFY(!w.documents.of(u"gw-0"_s)->isModified());
    const auto provided = w.add([] {
        Profile p = profile();
        p.clientId = u"other"_s;
        return p;
    }());
    VERIFY_RESULT(provided);
    QVERIFY(!(*provided)->isModified());
}

void TestProfileDocuments::changesReachAllDevices()
{
    World w;
    const auto document = w.add(profile(2));
    VERIFY_RESULT(document);
    Profile changed = profile(2);
    changed.connection.keepAlive = 5;
    VERIFY_RESULT(w.documents.setProfile(*document, changed));
    QCOMPARE(w.fleet.profile(u"gw-1"_s)->connection.keepAlive, 5);
    QVERIFY((*document)->isModified());
    VERIFY_RESULT(w.documents.setProfile(*document, profile(2)));
    QVERIFY(!(*document)->isModified());
}

void TestProfileDocuments::badChangeChangesNothing()
{
    World w;
    const auto document = w.add(profile(2));
    VERIFY_RESULT(document);
    Profile bad = profile(2);
    bad.topics.report = u"${nonsense("_s;
    QVERIFY(!w.documents.setProfile(*document, bad));
    QCOMPARE(w.fleet.profile(u"gw-0"_s)->topics, profile().topics);
    QVERIFY(!(*document)->isModified());
}

void TestProfileDocuments::draftCountsAsModified()
{
    World w;
    const auto document = w.add(profile());
    VERIFY_RESULT(document);
    const QSignalSpy changed(&w.documents, &ProfileDocuments::changed);
    Profile draft = profile();
    draft.reply = "{}";
    w.documents.setDraft(*document, draft);
    QVERIFY((*document)->isModified());
    w.documents.setDraft(*document, std::nullopt);
    QVERIFY(!(*document)->isModified());
    QCOMPARE(changed.count(), 2);
}

void TestProfileDocuments::saveAppliesTheDraft()
{
    World w;
    const auto document = w.add(profile());
    VERIFY_RESULT(document);
    Profile draft = profile();
    draft.connection.keepAlive = 7;
    draft.reply = R"({"code":1})";
    w.documents.setDraft(*document, draft);
    const QString path = m_folder.filePath(u"draft.json"_s);
    VERIFY_RESULT(w.documents.save(*document, path));
    const auto loaded = ProfileFile::load(path);
    VERIFY_RESULT(loaded);
    QCOMPARE(loaded->profile.connection.keepAlive, 7);
    QCOMPARE(loaded->profile.reply, QByteArray(R"({"code":1})"));
    QVERIFY(!(*document)->isModified());
}

void TestProfileDocuments::saveRefusesABadDraft()
{
    World w;
    const auto document = w.add(profile());
    VERIFY_RESULT(document);
    Profile draft = profile();
    draft.connection.url = QUrl(u"gopher://here"_s);
    w.documents.setDraft(*document, draft);
    const QString path = m_folder.filePath(u"bad.json"_s);
    QVERIFY(!w.documents.save(*document, path));
    QVERIFY(!QFile::exists(path));
    QVERIFY((*document)->draft.has_value());
}

void TestProfileDocuments::passwordsAreNotWritten()
{
    World w;
    Profile secret = profile();
    secret.connection.password.value = u"hunter2"_s;
    const auto document = w.documents.create(secret);
    VERIFY_RESULT(document);
    const QString path = m_folder.filePath(u"secret.json"_s);
    VERIFY_RESULT(w.documents.save(*document, path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("hunter2"));
    QCOMPARE(w.fleet.profile(u"gw-0"_s)->connection.password.value, u"hunter2"_s);
}

void TestProfileDocuments::takesDevicesMadeElsewhere()
{
    World w;
    QVERIFY(!w.documents.of(u"nobody"_s));
    VERIFY_RESULT(w.fleet.addDevice(u"rest-made"_s, profile()));
    QVERIFY(!w.documents.known(u"rest-made"_s));
    const DocumentPtr adopted = w.documents.of(u"rest-made"_s);
    QVERIFY(adopted && !adopted->isModified());
    QCOMPARE(adopted->devices, QStringList{u"rest-made"_s});
}

void TestProfileDocuments::lastDeviceClosesTheDocument()
{
    World w;
    VERIFY_RESULT(w.add(profile(2)));
    w.documents.retain({u"gw-1"_s});
    QCOMPARE(w.documents.all().size(), 1);
    w.documents.retain({});
    QVERIFY(w.documents.all().isEmpty());
}

void TestProfileDocuments::deviceOfAFleetMadeElsewhereIsAlone()
{
    World w;
    VERIFY_RESULT(w.fleet.addDevice(u"rest${made}"_s, profile(5))); // REST connect with a profile by its name
    const DocumentPtr adopted = w.documents.of(u"rest${made}"_s);
    QVERIFY(!adopted->isModified());
    const QString path = m_folder.filePath(u"stranger.json"_s);
    VERIFY_RESULT(w.documents.save(adopted, path));
    World other;
    QCOMPARE(other.documents.open(path)->document->devices, QStringList{u"rest${made}"_s});
}

void TestProfileDocuments::oneMoreIsOfTheSameDocument()
{
    World w;
    const auto document = w.documents.create(profile(2));
    VERIFY_RESULT(document);
    VERIFY_RESULT(w.documents.addDevice(*document, u"gw-2"_s));
    VERIFY_RESULT(w.documents.addDevice(*document, u"north"_s));
    QCOMPARE(w.documents.all().size(), 1);
    QCOMPARE((*document)->devices, QStringList({u"gw-0"_s, u"gw-1"_s, u"gw-2"_s, u"north"_s}));
    QCOMPARE(w.fleet.ids(), (*document)->devices);
    QCOMPARE(w.documents.of(u"north"_s), *document);
    QCOMPARE((*document)->profile.count, 4);
    QCOMPARE((*document)->profile.names, (QMap<int, QString>{{3, u"north"_s}}));
    QCOMPARE(w.fleet.status(u"north"_s)->index, 3);
    QVERIFY((*document)->isModified());
}

void TestProfileDocuments::takenIdAddsNothing()
{
    World w;
    const auto document = w.add(profile(2));
    VERIFY_RESULT(document);
    const auto added = w.documents.addDevice(*document, u"gw-1"_s);
    QVERIFY(!added && added.error().code == ErrorCode::DeviceExists);
    QVERIFY(!w.documents.addDevice(*document, {}));
    QVERIFY(!w.documents.rename(u"gw-0"_s, u"gw-1"_s));
    QVERIFY(!w.documents.rename(u"nobody"_s, u"x"_s));
    QCOMPARE((*document)->profile.count, 2);
    QVERIFY(!(*document)->isModified());
    QCOMPARE(w.fleet.ids().size(), 2);
}

void TestProfileDocuments::nextIdIsFree_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("like");
    QTest::addColumn<QString>("next");
    QTest::newRow("as the template says") << u"gw-${index}"_s << u"gw-0"_s << u"gw-3"_s;
    QTest::newRow("the template's is taken") << u"taken-${index}"_s << u"taken-0"_s << u"taken-4"_s;
}

void TestProfileDocuments::nextIdIsFree()
{
    QFETCH(QString, pattern);
    QFETCH(QString, like);
    World w;
    Profile kind = profile(3);
    kind.clientId = pattern;
    const auto document = w.add(kind);
    VERIFY_RESULT(document);
    VERIFY_RESULT(w.fleet.addDevice(u"taken-3"_s, profile()));
    QTEST(w.documents.nextClientId(*document, like), "next");
}

void TestProfileDocuments::devicesComeBackAsTheyWereSaved()
{
    World w;
    const QString path = m_folder.filePath(u"fleet.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(5), path));
    const DocumentPtr document = w.documents.open(path)->document;
    VERIFY_RESULT(w.documents.addDevice(document, u"south"_s));
    w.documents.leaveOut({u"gw-1"_s, u"gw-3"_s});
    VERIFY_RESULT(w.documents.rename(u"gw-2"_s, u"north"_s));
    const QStringList devices{u"gw-0"_s, u"north"_s, u"gw-4"_s, u"south"_s};
    QCOMPARE(document->devices, devices);
    QVERIFY(document->isModified());
    QCOMPARE(w.fleet.status(u"north"_s)->index, 2);
    QTRY_VERIFY(!w.fleet.contains(u"gw-2"_s));
    VERIFY_RESULT(w.documents.save(document, path));

    World other;
    QCOMPARE(other.documents.open(path)->document->devices, devices);
    for (const QString &id : devices)
        QCOMPARE(other.fleet.status(id)->index, w.fleet.status(id)->index);
}

void TestProfileDocuments::lastOfAFleetStays()
{
    World w;
    const auto document = w.add(profile(3));
    VERIFY_RESULT(document);
    w.documents.leaveOut({u"gw-0"_s, u"gw-1"_s});
    QCOMPARE((*document)->devices, QStringList{u"gw-2"_s});
    QVERIFY2(!(*document)->isModified(), "a sample or a device of REST needs no file");
    w.documents.leaveOut({u"gw-2"_s});
    QVERIFY(w.documents.all().isEmpty());
}

void TestProfileDocuments::othersRemovalIsAChangeToo()
{
    World w;
    const QString path = m_folder.filePath(u"others.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(3), path));
    const DocumentPtr document = w.documents.open(path)->document;
    w.documents.retain({u"gw-0"_s, u"gw-2"_s});
    QCOMPARE(document->profile.except, QList<int>{1});
    QVERIFY(document->isModified() && !document->hasOtherChanges());
    w.documents.retain({});
    QVERIFY2(w.documents.all().isEmpty(), "without devices there is nothing to save");
}

void TestProfileDocuments::allGoneLeavesTheFile()
{
    World w;
    const QString path = m_folder.filePath(u"gone.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(3), path));
    const DocumentPtr document = w.documents.open(path)->document;
    Profile draft = document->profile;
    draft.reply = "{}";
    w.documents.setDraft(document, draft);
    w.documents.retain({});
    QCOMPARE(w.documents.all(), QList{document});
    w.documents.leaveOut({u"stranger"_s});
    QCOMPARE(w.documents.modified(), QList{document});
    VERIFY_RESULT(w.documents.save(document, path));
    World other;
    QCOMPARE(other.documents.open(path)->document->devices.size(), 3);
}

void TestProfileDocuments::draftsKeepTheDevices()
{
    World w;
    const auto document = w.documents.create(profile(3));
    VERIFY_RESULT(document);
    Profile draft = (*document)->profile;
    draft.connection.keepAlive = 7;
    w.documents.setDraft(*document, draft);
    VERIFY_RESULT(w.documents.addDevice(*document, u"north"_s));
    w.documents.leaveOut({u"gw-1"_s});
    VERIFY_RESULT(w.documents.save(*document, m_folder.filePath(u"drafts.json"_s)));
    QCOMPARE((*document)->profile.connection.keepAlive, 7);
    QCOMPARE((*document)->profile.count, 4);
    QCOMPARE((*document)->profile.except, QList<int>{1});
    QCOMPARE((*document)->profile.names.value(3), u"north"_s);
}

void TestProfileDocuments::renamesADeviceAlone()
{
    World w;
    const auto document = w.add(profile());
    VERIFY_RESULT(document);
    VERIFY_RESULT(w.documents.rename(u"gw-0"_s, u"pump"_s));
    QCOMPARE((*document)->profile.clientId, u"pump"_s);
    QVERIFY((*document)->profile.names.isEmpty());
    QCOMPARE((*document)->devices, QStringList{u"pump"_s});
    QTRY_COMPARE(w.fleet.ids(), QStringList{u"pump"_s});
}

void TestProfileDocuments::fileOfAnotherIsRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("the same path") << u"owned.json"_s;
    QTest::newRow("another way to it") << u"sub/../owned.json"_s;
    QTest::newRow("a link to it") << u"link.json"_s;
    QTest::newRow("by a link to its folder") << u"folder/owned.json"_s;
}

void TestProfileDocuments::fileOfAnotherIsRefused()
{
    QFETCH(QString, path);
    World w;
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    const QString owned = folder.filePath(u"owned.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(3), owned));
    QVERIFY(QFile::link(owned, folder.filePath(u"link.json"_s)));
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"folder"_s)));
    const DocumentPtr owner = w.documents.open(owned)->document;
    Profile other = profile();
    other.clientId = u"other"_s;
    const auto document = w.documents.create(other);
    VERIFY_RESULT(document);
    QCOMPARE(w.documents.ownerOf(folder.filePath(path), *document), owner);
    const auto saved = w.documents.save(*document, folder.filePath(path));
    QVERIFY(!saved && saved.error().code == ErrorCode::InvalidArgument);
    QCOMPARE(ProfileFile::load(owned)->profile.count, 3);
    VERIFY_RESULT(w.documents.save(owner, folder.filePath(path)));
}

void TestProfileDocuments::fileIsOpenedOnceByAnyPath()
{
    World w;
    const QString path = m_folder.filePath(u"once.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile(), path));
    const QString link = m_folder.filePath(u"once-link.json"_s);
    QVERIFY(QFile::link(path, link));
    const DocumentPtr document = w.documents.open(path)->document;
    const auto again = w.documents.open(link);
    VERIFY_RESULT(again);
    QCOMPARE(again->document, document);
}

void TestProfileDocuments::enteredSecretsNeedNoSave()
{
    World w;
    const QString path = m_folder.filePath(u"ask.json"_s);
    Profile secret = profile();
    secret.connection.password.value = u"hunter2"_s;
    VERIFY_RESULT(ProfileFile::save(secret, path));
    const DocumentPtr document = w.documents.open(path)->document;
    QVERIFY(document->profile.connection.password.isMissing());
    VERIFY_RESULT(w.documents.enterSecrets(document, {{u"/connection/password"_s, u"hunter2"_s}}));
    QVERIFY(!document->isModified());
    QCOMPARE(w.fleet.profile(u"gw-0"_s)->connection.password.value, u"hunter2"_s);
}

STANDIN_TEST(TestProfileDocuments)
#include "tst_profiledocuments.moc"
