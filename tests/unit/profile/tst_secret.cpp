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
};

STANDIN_TEST(TestSecret)
#include "tst_secret.moc"
