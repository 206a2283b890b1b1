// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicerig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The preset replies of a device.
class TestDevicePresets : public QObject
{
    Q_OBJECT

private slots:
    void presetRepliesComeFirstAndOnce()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        for (const char *payload : {R"({"n":1,"t":"${requestTime}"})", R"({"n":2,"t":"{requestTime}"})"}) {
            Answer answer;
            rig.device->addPresetReply({payload}, answer.completion());
            QVERIFY(answer.isSuccess());
        }
        QCOMPARE(rig.status().presetReplies.size(), 2);

        rig.command(R"({"requestTime":1})");
        QCOMPARE(rig.status().presetReplies, QList<PresetReply>{{.payload = R"({"n":2,"t":"{requestTime}"})"}});
        rig.command(R"({"requestTime":2})");
        rig.command(R"({"requestTime":3})");
        QCOMPARE(rig.sentPayloads(),
                 (QByteArrayList{R"({"n":1,"t":1})", R"({"n":2,"t":2})", R"({"code":0,"requestTime":3,"result":{}})"}));
        QStringList rules;
        for (const EntryPtr &entry : rig.entries(EntryKind::In))
            rules.append(entry->ruleId);
        QCOMPARE(rules, (QStringList{u"preset"_s, u"preset"_s, u"default"_s}));
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void presetRepliesAreReplacedUnlessTheyHaveChanged()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        const QList<PresetReply> before{{.payload = "1"}, {.payload = "2"}};
        const QList<PresetReply> after{{.payload = "2"}, {.payload = "3"}};
        for (const PresetReply &reply : before)
            rig.device->addPresetReply(reply, {});
        Answer wrong;
        rig.device->replacePresetReplies(before, {{.payload = "${oops}"}}, wrong.completion());
        QCOMPARE(wrong.code(), ErrorCode::InvalidArgument);
        QCOMPARE(rig.status().presetReplies, before);
        Answer done;
        rig.device->replacePresetReplies(before, after, done.completion());
        QVERIFY(done.isSuccess());
        QCOMPARE(rig.status().presetReplies, after);
        Answer late;
        rig.device->replacePresetReplies(before, {}, late.completion());
        QCOMPARE(late.code(), ErrorCode::Cancelled);
        QCOMPARE(rig.status().presetReplies, after);
        rig.command(R"({"requestTime":1})");
        rig.command(R"({"requestTime":2})");
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"2", "3"}));
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void presetRepliesAreForCommandsOnly()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->addPresetReply({"{}"}, {});
        rig.session->deliver({.topic = u"fw/dev/1"_s, .payload = R"({"requestTime":1})"});
        QVERIFY(rig.session->published.isEmpty());
        rig.command("no key needed");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"{}"});
    }

    void oldCommandsTakeNoPreset_data()
    {
        QTest::addColumn<bool>("retain");
        QTest::addColumn<bool>("dup");
        QTest::addColumn<QString>("reason");
        QTest::newRow("retained") << true << false << u"retained"_s;
        QTest::newRow("DUP") << false << true << u"duplicate"_s;
    }

    void oldCommandsTakeNoPreset()
    {
        QFETCH(bool, retain);
        QFETCH(bool, dup);
        QFETCH(QString, reason);
        DeviceRig rig;
        rig.device->addPresetReply({"preset"}, {});
        rig.connectAndAccept();
        rig.session->deliver({.topic = u"mqtt/dev/v1/bypass"_s, .payload = "old", .retain = retain, .dup = dup});
        QCOMPARE(rig.reasons(), QStringList{reason});
        rig.session->deliver(
            {.topic = u"mqtt/dev/v1/bypass"_s, .payload = R"({"traceId":"t"})", .retain = retain, .dup = dup});
        QCOMPARE(rig.entries(EntryKind::Out).value(0)->ruleId, u"default"_s);
        QCOMPARE(rig.status().presetReplies.size(), 1);
        rig.command("new");
        QCOMPARE(rig.sentPayloads().constLast(), QByteArray("preset"));
    }

    void aSecondCopyTakesNoPreset()
    {
        Profile profile;
        profile.subscriptions = {{u"mqtt/#"_s, 1}};
        DeviceRig rig(profile);
        rig.device->addPresetReply({"one"}, {});
        rig.device->addPresetReply({"two"}, {});
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})");
        rig.command(R"({"requestTime":1})"); // the copy of the other subscription
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"one"});
        QCOMPARE(rig.reasons(), (QStringList{QString(), u"duplicate"_s}));
        rig.command(R"({"requestTime":2})");
        QCOMPARE(rig.sentPayloads(), (QByteArrayList{"one", "two"}));
    }

    void aRepetitionIsNotAnsweredTwice()
    {
        DeviceRig rig;
        rig.device->addPresetReply({"preset"}, {});
        rig.connectAndAccept();
        rig.command(R"({"requestTime":1})", 1);
        rig.session->lose();
        rig.device->reconnect({});
        rig.session->accept();
        rig.session->deliver(
            {.topic = u"mqtt/dev/v1/bypass"_s, .payload = R"({"requestTime":1})", .qos = 1, .dup = true});
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"preset"});
        QCOMPARE(rig.reasons(), (QStringList{QString(), u"duplicate"_s}));
    }

    void aPresetWaitsForItsCommand()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        const QJsonObject reboot{{u"correlation"_s, QJsonObject{{u"traceId"_s, u"r-1"_s}}}};
        rig.device->addPresetReply({"first"}, {});
        rig.device->addPresetReply({.payload = "reboot", .match = reboot}, {});
        rig.command(R"({"traceId":"a"})");
        rig.command(R"({"traceId":"b"})");
        QCOMPARE(rig.status().presetReplies, (QList<PresetReply>{{.payload = "reboot", .match = reboot}}));
        rig.command(R"({"traceId":"r-1"})");
        QCOMPARE(rig.sentPayloads().constLast(), QByteArray("reboot"));
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void aPresetTellsLongNumbersApart()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        const auto match = JsonText::parse(R"({"correlation":{"traceId":18446744073709551002}})").value();
        rig.device->addPresetReply({.payload = R"({"preset":"${traceId}"})", .match = match}, {});
        rig.command(R"({"traceId":18446744073709551001})");
        QCOMPARE(rig.entries(EntryKind::Out).value(0)->ruleId, u"default"_s);
        rig.command(R"({"traceId":18446744073709551002})");
        QCOMPARE(rig.sentPayloads().constLast(), R"({"preset":18446744073709551002})"_ba);
    }

    void presetRepliesOutliveTheSession()
    {
        DeviceRig rig;
        rig.device->addPresetReply({"kept"}, {});
        rig.connectAndAccept();
        rig.session->lose();
        rig.device->reconnect({});
        rig.session->accept();
        rig.command("x");
        QCOMPARE(rig.sentPayloads(), QByteArrayList{"kept"});
    }

    void aWrongPresetReplyChangesNothing()
    {
        DeviceRig rig;
        Answer answer;
        rig.device->addPresetReply({R"({"a":"${oops()}"})"}, answer.completion());
        QCOMPARE(answer.code(), ErrorCode::InvalidArgument);
        QVERIFY(rig.status().presetReplies.isEmpty());
    }

    void clearsPresetReplies()
    {
        DeviceRig rig;
        rig.connectAndAccept();
        rig.device->addPresetReply({"a"}, {});
        rig.device->clearPresetReplies();
        QVERIFY(rig.status().presetReplies.isEmpty());
        rig.command("x");
        QVERIFY(rig.session->published.isEmpty());
    }
};

STANDIN_TEST(TestDevicePresets)
#include "tst_devicepresets.moc"
