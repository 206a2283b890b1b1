// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestFile : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsRead()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a.json"_s);
        QVERIFY(File::writeAtomically(path, "one").has_value());
        QVERIFY(File::writeAtomically(path, "two").has_value());
        QCOMPARE(File::read(path, 100).value(), QByteArray("two"));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"a.json"_s});
    }

    void aMissingFileIsNamed()
    {
        const auto read = File::read(u"/nowhere/x"_s, 100);
        QVERIFY(!read && read.error().code == ErrorCode::FileNotReadable);
        QCOMPARE(read.error().where, u"/nowhere/x"_s);
    }

    void aFolderIsNoFile() { QVERIFY(!File::read(QDir::tempPath(), 100)); }

    void tooLargeIsRefused()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"big"_s);
        QVERIFY(File::writeAtomically(path, QByteArray(11, 'x')).has_value());
        const auto read = File::read(path, 10);
        QVERIFY(!read && read.error().code == ErrorCode::TooLarge);
        QVERIFY(File::read(path, 11).has_value());
    }

    void writingWhereNothingIsFails()
    {
        const auto written = File::writeAtomically(u"/nowhere/x"_s, "x");
        QVERIFY(!written && written.error().code == ErrorCode::FileNotWritable);
    }
};

STANDIN_TEST(TestFile)
#include "tst_file.moc"
