// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/nearmisses.h"
#include "journalrig.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

class TestNearMisses : public QObject
{
    Q_OBJECT

private slots:
    void theBestComeFirst()
    {
        Tests::FakeClock clock;
        Journal journal(clock);
        const auto append = [&](const QByteArray &payload, const QString &device = u"a"_s) {
            journal.append(message(device, {}, payload));
        };
        append(R"({"op": "reboot", "level": 1})");
        append("nothing");
        append(R"({"op": "reboot", "level": 2, "force": true})");
        append(R"({"op": "reboot", "level": 3, "force": true})"); // matches
        append(R"({"op": "status", "level": 3})");
        append(R"({"op": "reboot", "level": 1, "force": true})", u"b"_s);
        journal.append({.device = u"a"_s, .event = EntryEvent::StateChanged});
        JournalQuery query;
        query.device = u"a"_s;
        query.pattern = Match::Pattern::fromJson(
                            JsonText::parse(R"({"payload": {"allOf": [{"jsonPointer": "/op", "equalTo": "reboot"},
                                {"jsonPointer": "/level", "greaterThan": 2}, {"jsonPointer": "/force", "present": true}]}})")
                                .value())
                            .value();
        const QList<NearMiss> found = NearMisses::find(journal, query);
        QCOMPARE(seqs(found), (QList<Cursor>{3, 5, 1}));
        QCOMPARE(found.first().explanation.heldCount(), 2);
        QCOMPARE(found.first().explanation.checks.at(1).found, u"2"_s);
        QCOMPARE(seqs(NearMisses::find(journal, query, 1)), (QList<Cursor>{3}));
        query.after = 3;
        QCOMPARE(seqs(NearMisses::find(journal, query)), (QList<Cursor>{5}));
        query.pattern.reset();
        QVERIFY(NearMisses::find(journal, query).isEmpty());
    }

private:
    static QList<Cursor> seqs(const QList<NearMiss> &misses)
    {
        QList<Cursor> result;
        for (const NearMiss &miss : misses)
            result.append(miss.entry->seq);
        return result;
    }
};

STANDIN_TEST(TestNearMisses)
#include "tst_nearmisses.moc"
