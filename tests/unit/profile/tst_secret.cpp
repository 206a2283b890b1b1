// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/secret.h"

#include "base/file.h"
#include "support/testprogram.h"

#include <QTemporaryDir>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void typedIn()
    {
        Secret secret;
        secret.value = u"v"_s;
        QCOMPARE(secret.resolve({}).value(), u"v"_s);
    }

    void none() { QVERIFY(Secret().resolve({})->isEmpty()); }

    void fromTheEnvironment()
    {
        const Secret secret{.value = {}, .env = u"STANDIN_TEST_SECRET"_s, .file = {}};
        QVERIFY(secret.resolve({}).error().code == ErrorCode::InvalidArgument);
        qputenv("STANDIN_TEST_SECRET", "e");
        QCOMPARE(secret.resolve({}).value(), u"e"_s);
        qunsetenv("STANDIN_TEST_SECRET");
    }

    void fromAFileBesideTheProfile()
    {
        const QTemporaryDir dir;
        QVERIFY(File::writeAtomically(dir.filePath(u"pw"_s), "from file \n").has_value());
        const Secret secret{.value = {}, .env = {}, .file = u"pw"_s};
        QCOMPARE(secret.resolve(dir.path()).value(), u"from file "_s);
        QVERIFY(!secret.resolve(u"/nowhere"_s));
    }

    void ofAFileOneLineBreakIsNotPartOfIt_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("secret");
        QTest::newRow("none") << QByteArray("p") << u"p"_s;
        QTest::newRow("LF") << QByteArray("p\n") << u"p"_s;
        QTest::newRow("CR LF") << QByteArray("p\r\n") << u"p"_s;
        QTest::newRow("two") << QByteArray("p\n\n") << u"p\n"_s;
        QTest::newRow("in the middle") << QByteArray("p\nq") << u"p\nq"_s;
        QTest::newRow("CR alone") << QByteArray("p\r") << u"p\r"_s;
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("not ASCII") << QByteArray("pä\n") << u"pä"_s;
    }

    void ofAFileOneLineBreakIsNotPartOfIt()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir dir;
        QVERIFY(File::writeAtomically(dir.filePath(u"pw"_s), bytes).has_value());
        const Secret secret{.value = {}, .env = {}, .file = dir.filePath(u"pw"_s)};
        QTEST(secret.resolve({}).value(), "secret");
    }

    void aFileThatIsTooLargeIsRefused()
    {
        const QTemporaryDir dir;
        QVERIFY(File::writeAtomically(dir.filePath(u"pw"_s), QByteArray(64 * 1024 + 1, 'x')).has_value());
        const Secret secret{.value = {}, .env = {}, .file = u"pw"_s};
        QVERIFY(!secret.resolve(dir.path()));
    }

    void whatIsTypedInCountsBeforeTheOthers()
    {
        Secret secret{.value = u"typed"_s, .env = u"STANDIN_TEST_SECRET"_s, .file = u"/no/such/file"_s};
        QCOMPARE(secret.resolve({}).value(), u"typed"_s);
        secret.value.clear();
        qputenv("STANDIN_TEST_SECRET", "e");
        QCOMPARE(secret.resolve({}).value(), u"e"_s);
        qunsetenv("STANDIN_TEST_SECRET");
        QCOMPARE(secret.resolve({}).error().where, u"STANDIN_TEST_SECRET"_s);
    }

    void whatIsAskedForMustBeTypedIn()
    {
        Secret secret{.value = {}, .env = {}, .file = {}, .ask = true};
        QVERIFY(secret.isMissing());
        const auto missing = secret.resolve({});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::InvalidArgument);
        QVERIFY(missing.error().message.contains(u"env"));
        secret.value = u"typed"_s;
        QVERIFY(!secret.isMissing() && secret.isTyped());
        QCOMPARE(secret.resolve({}).value(), u"typed"_s);
    }

    void knowsWhetherItIsTyped()
    {
        QVERIFY(!Secret().isTyped());
        QVERIFY((Secret{.value = u"v"_s, .env = {}, .file = {}}).isTyped());
        QVERIFY(!(Secret{.value = u"v"_s, .env = u"E"_s, .file = {}}).isTyped());
        QVERIFY(!(Secret{.value = {}, .env = {}, .file = u"f"_s, .ask = true}).isTyped());
    }

    void knowsWhetherItIsSet()
    {
        QVERIFY(!Secret().isSet());
        QVERIFY((Secret{.value = u"v"_s, .env = {}, .file = {}}).isSet());
        QVERIFY((Secret{.value = {}, .env = u"E"_s, .file = {}}).isSet());
        QVERIFY((Secret{.value = {}, .env = {}, .file = u"f"_s}).isSet());
    }
};

STANDIN_TEST(TestSecret)
#include "tst_secret.moc"
