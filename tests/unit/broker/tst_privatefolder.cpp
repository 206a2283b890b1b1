// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/privatefolder.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>

#include <optional>

using namespace Standin::Broker;
using namespace Qt::StringLiterals;

class TestPrivateFolder : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temporary.emplace();
        qputenv("TMPDIR", m_temporary->path().toLocal8Bit());
    }
    void cleanupTestCase() { qunsetenv("TMPDIR"); }

    void goesWithTheObject()
    {
        {
            const PrivateFolder folder;
            QCOMPARE(folders().size(), 1);
            const QFileInfo info(folder.filePath(u"."_s));
            QVERIFY(!(info.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeGroup | QFile::ExeOther)));
            QFile file(folder.filePath(u"passwords"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(folders().isEmpty());
    }

    void staysWhileItsOwnerLives()
    {
        const PrivateFolder first;
        const PrivateFolder second;
        const PrivateFolder third;
        QCOMPARE(folders().size(), 3);
    }

    /// A killed process leaves a folder with an unlocked lock file.
    void removesWhatKilledProcessesLeft()
    {
        const QDir temporary(m_temporary->path());
        QVERIFY(temporary.mkpath(u"standin-broker-killed/inside"_s));
        touch(u"standin-broker-killed/lock"_s);
        touch(u"standin-broker-killed/passwords"_s);
        QVERIFY(temporary.mkdir(u"standin-broker-young"_s)); // no lock yet
        QVERIFY(temporary.mkdir(u"somebody-elses"_s));
        touch(u"somebody-elses/lock"_s);
        const PrivateFolder folder;
        QVERIFY(!temporary.exists(u"standin-broker-killed"_s));
        QVERIFY(temporary.exists(u"standin-broker-young"_s));
        QVERIFY(temporary.exists(u"somebody-elses/lock"_s));
        QCOMPARE(folders().size(), 2);
    }

private:
    [[nodiscard]] QStringList folders() const
    {
        return QDir(m_temporary->path()).entryList({u"standin-broker-*"_s}, QDir::Dirs);
    }
    void touch(const QString &name) const
    {
        QFile file(m_temporary->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

    std::optional<QTemporaryDir> m_temporary;
};

STANDIN_TEST(TestPrivateFolder)
#include "tst_privatefolder.moc"
