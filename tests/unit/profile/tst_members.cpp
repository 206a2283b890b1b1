// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/members.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestMembers : public QObject
{
    Q_OBJECT

private:
    static Profile fleetOf(int count)
    {
        Profile profile;
        profile.clientId = u"gw-${index}"_s;
        profile.count = count;
        return profile;
    }

    static QByteArray file(const QByteArray &keys)
    {
        return R"({"format":"standin.profile/1","clientId":"gw-${index}",)" + keys + '}';
    }

private slots:
    void leavesOut_data();
    void leavesOut();
    void oneMore();
    void renames();
    void singleIsTakenLiterally_data();
    void singleIsTakenLiterally();
    void takesTheDevicesOfAnother();
    void fileBringsThemBack();
    void fileHasNoKeysForNothing();
    void refuses_data();
    void refuses();
};

void TestMembers::leavesOut_data()
{
    QTest::addColumn<QList<int>>("gone");
    QTest::addColumn<QList<int>>("left");
    QTest::addColumn<QList<int>>("except");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << QList<int>{} << QList<int>{0, 1, 2, 3} << QList<int>{} << 4;
    QTest::newRow("first") << QList<int>{0} << QList<int>{1, 2, 3} << QList<int>{0} << 4;
    QTest::newRow("last") << QList<int>{3} << QList<int>{0, 1, 2} << QList<int>{} << 3;
    QTest::newRow("in the middle, then to the end") << QList<int>{3, 1, 2} << QList<int>{0} << QList<int>{} << 1;
    QTest::newRow("two in the middle") << QList<int>{2, 1} << QList<int>{0, 3} << QList<int>{1, 2} << 4;
    QTest::newRow("one twice") << QList<int>{1, 1} << QList<int>{0, 2, 3} << QList<int>{1} << 4;
}

void TestMembers::leavesOut()
{
    QFETCH(QList<int>, gone);
    QFETCH(QList<int>, left);
    Profile profile = fleetOf(4);
    profile.names = {{1, u"north"_s}};
    profile = Members::without(profile, gone);
    QCOMPARE(Members::indexes(profile), left);
    QTEST(profile.except, "except");
    QTEST(profile.count, "count");
    QCOMPARE(profile.names.contains(1), left.contains(1));
    // One after the other has the same result.
    Profile stepwise = fleetOf(4);
    for (const int index : gone)
        stepwise = Members::without(stepwise, {index});
    QCOMPARE(Members::indexes(stepwise), left);
}

void TestMembers::oneMore()
{
    Profile profile = Members::without(fleetOf(3), {1});
    profile = Members::withOneMore(profile, {});
    QCOMPARE(Members::indexes(profile), QList<int>({0, 2, 3}));
    QVERIFY(profile.names.isEmpty());
    profile = Members::withOneMore(profile, u"north"_s);
    QCOMPARE(Members::indexes(profile), QList<int>({0, 2, 3, 4}));
    QCOMPARE(profile.names.value(4), u"north"_s);
}

void TestMembers::renames()
{
    Profile profile = Members::renamed(fleetOf(2), 1, u"north"_s);
    QCOMPARE(profile.names.value(1), u"north"_s);
    profile = Members::renamed(profile, 1, {});
    QVERIFY(profile == fleetOf(2));
}

void TestMembers::singleIsTakenLiterally_data()
{
    QTest::addColumn<QString>("clientId");
    QTest::newRow("plain") << u"pump"_s;
    QTest::newRow("like a template") << u"a${index}b"_s;
    QTest::newRow("like an older template") << u"a{requestTime}"_s;
}

void TestMembers::singleIsTakenLiterally()
{
    QFETCH(QString, clientId);
    Profile profile = Members::renamed(Members::without(fleetOf(5), {2}), 1, u"north"_s);
    profile = Members::single(profile, clientId);
    QCOMPARE(Members::indexes(profile), QList<int>{0});
    QVERIFY(profile.names.isEmpty() && profile.except.isEmpty());
    const auto parsed = ProfileFile::parse(ProfileFile::toText(profile));
    VERIFY_RESULT(parsed);
    QCOMPARE(parsed->profile.clientId, profile.clientId);
}

void TestMembers::takesTheDevicesOfAnother()
{
    Profile profile;
    profile.connection.keepAlive = 7;
    const Profile devices = Members::renamed(Members::without(fleetOf(5), {2}), 1, u"north"_s);
    profile = Members::ofDevices(profile, devices);
    QCOMPARE(profile.connection.keepAlive, 7);
    QCOMPARE(profile.clientId, devices.clientId);
    QCOMPARE(Members::indexes(profile), QList<int>({0, 1, 3, 4}));
    QCOMPARE(profile.names, devices.names);
}

void TestMembers::fileBringsThemBack()
{
    const auto loaded = ProfileFile::parse(file(R"("count":5,"except":[3,1,3],"names":{"4":"north","0":"south"})"));
    VERIFY_RESULT(loaded);
    QVERIFY(loaded->warnings.isEmpty());
    QCOMPARE(Members::indexes(loaded->profile), QList<int>({0, 2, 4}));
    QCOMPARE(loaded->profile.names, (QMap<int, QString>{{0, u"south"_s}, {4, u"north"_s}}));
    Profile bare = loaded->profile;
    bare.source = {};
    const auto again = ProfileFile::parse(ProfileFile::toText(bare));
    VERIFY_RESULT(again);
    QCOMPARE(again->profile.except, loaded->profile.except);
    QCOMPARE(again->profile.names, loaded->profile.names);
}

void TestMembers::fileHasNoKeysForNothing()
{
    const auto loaded = ProfileFile::parse(file(R"("count":3,"except":[1],"names":{"0":"south"})"));
    VERIFY_RESULT(loaded);
    Profile plain = loaded->profile;
    plain.except.clear();
    plain.names.clear();
    const QByteArray text = ProfileFile::toText(plain);
    QVERIFY(!text.contains("except"));
    QVERIFY(!text.contains("names"));
}

void TestMembers::refuses_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &keys, const QString &where) {
        QTest::newRow(name) << keys << where;
    };
    row("except: no list", R"("count":3,"except":1)", u"/except"_s);
    row("except: a text", R"("count":3,"except":["1"])", u"/except"_s);
    row("except: below 0", R"("count":3,"except":[-1])", u"/except"_s);
    row("except: beyond count", R"("count":3,"except":[3])", u"/except"_s);
    row("except: a fraction", R"("count":3,"except":[1.5])", u"/except"_s);
    row("except: all", R"("count":2,"except":[0,1])", u"/except"_s);
    row("except: the only one", R"("except":[0])", u"/except"_s);
    row("names: a list", R"("count":3,"names":["a"])", u"/names"_s);
    row("names: no number", R"("count":3,"names":{"a":"b"})", u"/names/a"_s);
    row("names: beyond count", R"("count":3,"names":{"3":"b"})", u"/names/3"_s);
    row("names: below 0", R"("count":3,"names":{"-1":"b"})", u"/names/-1"_s);
    row("names: other digits", R"("count":3,"names":{"01":"b"})", u"/names/01"_s);
    row("names: empty", R"("count":3,"names":{"1":""})", u"/names/1"_s);
    row("names: a number", R"("count":3,"names":{"1":7})", u"/names/1"_s);
}

void TestMembers::refuses()
{
    QFETCH(QByteArray, keys);
    const auto loaded = ProfileFile::parse(file(keys));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::InvalidArgument);
    QTEST(loaded.error().where, "where");
}

STANDIN_TEST(TestMembers)
#include "tst_members.moc"
