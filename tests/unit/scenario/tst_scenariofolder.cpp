// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/scenariofolder.h"

#include "base/file.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The scenario files in a folder, by their ids.
class TestScenarioFolder : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsAtAnyDepth();
    void readsAndWrites();
    void aRefusedChangeChangesNothing();
    void removes();
    void refusesIds_data();
    void refusesIds();
    void followsNoLinksOut();
    void linksInsideAreFine();
    void withoutAFolder();

private:
    static Result<> always(const std::optional<quint64> &) { return {}; }
    [[nodiscard]] QString path(const QString &name) const { return m_root->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_root; ///< the folder "s" in it has the scenarios
    std::unique_ptr<ScenarioFolder> m_folder;
};

void TestScenarioFolder::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(path(u"s"_s)));
    m_folder = std::make_unique<ScenarioFolder>(path(u"s"_s));
}

void TestScenarioFolder::listsAtAnyDepth()
{
    for (const QString &id : {u"b"_s, u"a/c"_s, u"a/b/d e"_s})
        VERIFY_RESULT(m_folder->write(id, "{}", always));
    VERIFY_RESULT(File::writeAtomically(path(u"s/profile.json"_s), "{}"));
    QCOMPARE(m_folder->ids(), (QStringList{u"a/b/d e"_s, u"a/c"_s, u"b"_s}));
    QCOMPARE(m_folder->idOf(path(u"s/a/c.scenario.json"_s)), u"a/c"_s);
    QCOMPARE(m_folder->idOf(path(u"s/profile.json"_s)), QString());
}

void TestScenarioFolder::readsAndWrites()
{
    QVERIFY(!m_folder->read(u"a"_s).value());
    const auto isNew = m_folder->write(u"a"_s, "1", [](const std::optional<quint64> &revision) -> Result<> {
        return revision ? Result<>(failure(ErrorCode::Internal, u"there"_s)) : Result<>();
    });
    VERIFY_RESULT(isNew);
    QVERIFY(*isNew);
    const auto text = m_folder->read(u"a"_s).value();
    QVERIFY(text);
    QCOMPARE(text->bytes, "1"_ba);
    QCOMPARE(File::read(path(u"s/a.scenario.json"_s), 100).value(), "1"_ba);
    std::optional<quint64> seen;
    const auto again = m_folder->write(u"a"_s, "2", [&seen](const std::optional<quint64> &revision) -> Result<> {
        seen = revision;
        return {};
    });
    VERIFY_RESULT(again);
    QVERIFY(!*again);
    QCOMPARE(seen, std::optional(text->revision));
    const auto changed = m_folder->read(u"a"_s).value();
    QVERIFY(changed->revision != text->revision);
    QCOMPARE(changed->revision, ScenarioFolder::revisionOf("2"));
}

void TestScenarioFolder::aRefusedChangeChangesNothing()
{
    const auto never = [](const std::optional<quint64> &) { return failure(ErrorCode::PreconditionFailed, u"no"_s); };
    const ScenarioFolder::Check check = [never](const std::optional<quint64> &r) { return Result<>(never(r)); };
    QVERIFY(m_folder->write(u"x/a"_s, "1", check).error().code == ErrorCode::PreconditionFailed);
    QVERIFY(!QDir(path(u"s/x"_s)).exists());
    VERIFY_RESULT(m_folder->write(u"a"_s, "1", always));
    QVERIFY(!m_folder->write(u"a"_s, "2", check));
    QVERIFY(!m_folder->remove(u"a"_s, check));
    QCOMPARE(m_folder->read(u"a"_s).value()->bytes, "1"_ba);
}

void TestScenarioFolder::removes()
{
    VERIFY_RESULT(m_folder->write(u"a"_s, "1", always));
    QCOMPARE(m_folder->remove(u"a"_s, always), Result<bool>(true));
    QCOMPARE(m_folder->remove(u"a"_s, always), Result<bool>(false));
    QVERIFY(!m_folder->read(u"a"_s).value());
}

void TestScenarioFolder::refusesIds_data()
{
    QTest::addColumn<QString>("id");
    const auto row = [](const char *name, const QString &id) { QTest::newRow(name) << id; };
    row("empty", {});
    row("up", u"../a"_s);
    row("up inside", u"a/../../b"_s);
    row("only up", u".."_s);
    row("this", u"./a"_s);
    row("hidden", u".a"_s);
    row("hidden folder", u".git/a"_s);
    row("absolute", u"/etc/a"_s);
    row("slash at the end", u"a/"_s);
    row("two slashes", u"a//b"_s);
    row("backslash", u"a\\b"_s);
    row("line break", u"a\nb"_s);
    row("zero", QString(u"a\0b"_s));
    row("long part", QString(201, u'a'));
    row("long", (QString(90, u'a') + u'/').repeated(6) + u'a');
    row("deep", u"a/"_s.repeated(10) + u'a');
}

void TestScenarioFolder::refusesIds()
{
    QFETCH(QString, id);
    QVERIFY(m_folder->pathOf(id).error().code == ErrorCode::InvalidArgument);
    QVERIFY(!m_folder->read(id));
    QVERIFY(!m_folder->write(id, "{}", always));
    QVERIFY(!m_folder->remove(id, always));
    QCOMPARE(QDir(m_root->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"s"_s});
    QVERIFY(QDir(path(u"s"_s)).isEmpty());
}

void TestScenarioFolder::followsNoLinksOut()
{
    QVERIFY(QDir().mkpath(path(u"out"_s)));
    VERIFY_RESULT(File::writeAtomically(path(u"out/secret.scenario.json"_s), "secret"));
    QVERIFY(QFile::link(path(u"out"_s), path(u"s/dir"_s)));
    QVERIFY(QFile::link(path(u"out/secret.scenario.json"_s), path(u"s/file.scenario.json"_s)));
    QVERIFY(QFile::link(path(u"out/new.scenario.json"_s), path(u"s/nowhere.scenario.json"_s)));
    for (const QString &id : {u"dir/secret"_s, u"dir/new"_s, u"file"_s, u"nowhere"_s}) {
        QVERIFY2(!m_folder->read(id), qPrintable(id));
        QVERIFY2(!m_folder->write(id, "{}", always), qPrintable(id));
        QVERIFY2(!m_folder->remove(id, always), qPrintable(id));
    }
    QCOMPARE(m_folder->ids(), QStringList());
    QCOMPARE(QDir(path(u"out"_s)).entryList(QDir::Files), QStringList{u"secret.scenario.json"_s});
    QCOMPARE(File::read(path(u"out/secret.scenario.json"_s), 100).value(), "secret"_ba);
}

void TestScenarioFolder::linksInsideAreFine()
{
    VERIFY_RESULT(m_folder->write(u"a"_s, "1", always));
    QVERIFY(QFile::link(path(u"s/a.scenario.json"_s), path(u"s/b.scenario.json"_s)));
    QCOMPARE(m_folder->read(u"b"_s).value()->bytes, "1"_ba);
    QVERIFY(QFile::link(path(u"s"_s), path(u"t"_s)));
    const ScenarioFolder linked(path(u"t"_s));
    QCOMPARE(linked.ids(), (QStringList{u"a"_s, u"b"_s}));
}

void TestScenarioFolder::withoutAFolder()
{
    ScenarioFolder none({});
    QCOMPARE(none.ids(), QStringList());
    QVERIFY(!none.read(u"a"_s).value());
    const auto written = none.write(u"a"_s, "{}", always);
    QVERIFY(written.error().code == ErrorCode::FileNotWritable);
    QVERIFY2(written.error().message.contains(u"--scenarios DIR"), qPrintable(written.error().message));
}

STANDIN_TEST(TestScenarioFolder)
#include "tst_scenariofolder.moc"
