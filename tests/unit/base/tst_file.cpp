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

    void anyBytesAreKept_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("zero bytes") << QByteArray(3, '\0');
        QTest::newRow("line ends of both kinds") << QByteArray("a\r\nb\nc\r");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x80");
        QTest::newRow("larger than a buffer") << QByteArray(1'000'000, 'x');
    }

    void anyBytesAreKept()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"Gerät 1.bin"_s);
        QVERIFY(File::writeAtomically(path, bytes));
        QCOMPARE(File::read(path, bytes.size()).value(), bytes);
    }

    void theLimitIsExact_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<bool>("fits");
        QTest::newRow("below") << qsizetype(9) << qint64(10) << true;
        QTest::newRow("at the limit") << qsizetype(10) << qint64(10) << true;
        QTest::newRow("above") << qsizetype(11) << qint64(10) << false;
        QTest::newRow("far above") << qsizetype(1'000'000) << qint64(10) << false;
        QTest::newRow("nothing is allowed, nothing is there") << qsizetype(0) << qint64(0) << true;
        QTest::newRow("nothing is allowed") << qsizetype(1) << qint64(0) << false;
    }

    void theLimitIsExact()
    {
        QFETCH(qsizetype, size);
        QFETCH(qint64, limit);
        QFETCH(bool, fits);
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a"_s);
        QVERIFY(File::writeAtomically(path, QByteArray(size, 'x')));
        const auto read = File::read(path, limit);
        QCOMPARE(read.has_value(), fits);
        if (fits)
            return;
        const Error error{ErrorCode::TooLarge, u"larger than %1 bytes"_s.arg(limit), path};
        QVERIFY(read.error() == error);
    }

    void writingFails_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("no such folder") << u"missing/x"_s;
        QTest::newRow("the name of a folder") << u"folder"_s;
        QTest::newRow("a file is no folder") << u"file/x"_s;
        QTest::newRow("name too long") << QString(300, u'x');
    }

    void writingFails()
    {
        QFETCH(QString, name);
        const QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"folder"_s));
        QVERIFY(File::writeAtomically(dir.filePath(u"file"_s), "before"));
        const QString path = dir.filePath(name);
        const auto written = File::writeAtomically(path, "x");
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::FileNotWritable);
        QCOMPARE(written.error().where, path);
        QVERIFY(!written.error().message.isEmpty());
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 (QStringList{u"file"_s, u"folder"_s})); // nothing is left behind
        QCOMPARE(File::read(dir.filePath(u"file"_s), 100).value(), QByteArray("before"));
    }

    void aReplacedFileKeepsItsPermissions()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"secret"_s);
        QVERIFY(File::writeAtomically(path, "one"));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(File::writeAtomically(path, "two"));
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(File::read(path, 100).value(), QByteArray("two"));
    }

    void aLinkStaysALink()
    {
        const QTemporaryDir dir;
        const QString target = dir.filePath(u"target"_s);
        const QString link = dir.filePath(u"link"_s);
        QVERIFY(File::writeAtomically(target, "one"));
        QVERIFY(QFile::link(target, link));
        QVERIFY(File::writeAtomically(link, "two"));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(File::read(target, 100).value(), QByteArray("two"));
    }
};

STANDIN_TEST(TestFile)
#include "tst_file.moc"
