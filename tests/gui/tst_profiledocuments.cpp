// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "gui/documents/profiledocuments.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

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
    void draftsCountAsModified();
    void saveAppliesDrafts();
    void saveRefusesABadDraft();
    void passwordsAreNotWritten();
    void adoptsStrangers();
    void lastDeviceClosesTheDocument();
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

void TestProfileDocuments::draftsCountAsModified()
{
    World w;
    const auto document = w.add(profile());
    VERIFY_RESULT(document);
    const QSignalSpy changed(&w.documents, &ProfileDocuments::changed);
    w.documents.setReplyDraft(*document, QByteArray("{}"));
    QVERIFY((*document)->isModified());
    w.documents.setReplyDraft(*document, std::nullopt);
    QVERIFY(!(*document)->isModified());
    QCOMPARE(changed.count(), 2);
}

void TestProfileDocuments::saveAppliesDrafts()
{
    World w;
    const auto document = w.add(profile());
    VERIFY_RESULT(document);
    Profile draft = profile();
    draft.connection.keepAlive = 7;
    w.documents.setDraft(*document, draft);
    w.documents.setReplyDraft(*document, QByteArray(R"({"code":1})"));
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

void TestProfileDocuments::adoptsStrangers()
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

STANDIN_TEST(TestProfileDocuments)
#include "tst_profiledocuments.moc"
