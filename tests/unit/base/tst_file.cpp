// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "support/noroom.h"
#include "support/testprogram.h"

#include <QDir>
#include <QLocalServer>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestFile : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_special;
    QLocalServer m_socket;

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

    void partsReplaceTheFileAtTheEnd()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a"_s);
        QVERIFY(File::writeAtomically(path, "before"));
        auto writer = File::AtomicWriter::open(path);
        QVERIFY(writer);
        QVERIFY(writer->write("one,"));
        QVERIFY(writer->write("two"));
        QCOMPARE(File::read(path, 100).value(), "before"_ba);
        QVERIFY(writer->commit());
        QCOMPARE(File::read(path, 100).value(), "one,two"_ba);
    }

    void partsWithoutAnEndChangeNothing()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a"_s);
        QVERIFY(File::writeAtomically(path, "before"));
        {
            auto writer = File::AtomicWriter::open(path);
            QVERIFY(writer);
            QVERIFY(writer->write(QByteArray(1'000'000, 'x')));
        }
        QCOMPARE(File::read(path, 100).value(), "before"_ba);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a"_s});
    }

    void aMissingFileIsNamed()
    {
        const auto read = File::read(u"/nowhere/x"_s, 100);
        QVERIFY(!read && read.error().code == ErrorCode::FileNotReadable);
        QCOMPARE(read.error().where, u"/nowhere/x"_s);
    }

    void onlyRegularFilesAreRead_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("found");
        QVERIFY(m_special.isValid());
        const QString pipe = m_special.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(QFile::link(pipe, m_special.filePath(u"link"_s)));
        QVERIFY(m_socket.listen(m_special.filePath(u"socket"_s)));
        QTest::newRow("pipe that nobody writes to") << pipe << u"a pipe"_s;
        QTest::newRow("link to a pipe") << m_special.filePath(u"link"_s) << u"a pipe"_s;
        QTest::newRow("endless device") << u"/dev/zero"_s << u"a device"_s;
        QTest::newRow("empty device") << u"/dev/null"_s << u"a device"_s;
        QTest::newRow("terminal") << u"/dev/tty"_s << u"a device"_s;
        QTest::newRow("folder") << m_special.path() << u"a folder"_s;
        QTest::newRow("socket") << m_special.filePath(u"socket"_s) << u"a socket"_s;
    }

    void onlyRegularFilesAreRead()
    {
        QFETCH(QString, path);
        QFETCH(QString, found);
        if (!QFileInfo::exists(path))
            QSKIP("this system has no such file");
        const auto read = File::read(path, 100);
        QVERIFY(!read);
        QVERIFY(read.error() ==
                (Error{ErrorCode::FileNotReadable, u"expected a regular file, found "_s + found, path}));
        const auto written = File::writeAtomically(path, "x");
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::FileNotWritable);
    }

    void aNameWithNulIsRefused()
    {
        const QTemporaryDir dir;
        QVERIFY(File::writeAtomically(dir.filePath(u"a"_s), "x"));
        QVERIFY(!File::read(dir.filePath(u"a"_s) + QChar(0) + u'b', 100));
    }

    void aFullDiskIsReported_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("fails while it is flushed") << qsizetype(9'000);
        QTest::newRow("fails while it is written") << qsizetype(1'000'000);
    }

    void aFullDiskIsReported()
    {
        QFETCH(qsizetype, size);
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a"_s);
        QVERIFY(File::writeAtomically(path, "before"));
        const Tests::NoRoom noRoom(4096);
        const auto written = File::writeAtomically(path, QByteArray(size, 'x'));
        QVERIFY(!written);
        QVERIFY(written.error().code == ErrorCode::FileNotWritable);
        QVERIFY(!written.error().message.isEmpty());
        QCOMPARE(File::read(path, 100).value(), "before"_ba);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a"_s});
    }

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
