// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entrykind.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestEntryKind : public QObject
{
    Q_OBJECT

private slots:
    void kindsHaveNames_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("in") << int(EntryKind::In) << u"in"_s;
        QTest::newRow("out") << int(EntryKind::Out) << u"out"_s;
        QTest::newRow("lifecycle") << int(EntryKind::Lifecycle) << u"lifecycle"_s;
        QTest::newRow("protocol") << int(EntryKind::Protocol) << u"protocol"_s;
        QTest::newRow("fault") << int(EntryKind::Fault) << u"fault"_s;
    }

    void kindsHaveNames()
    {
        QFETCH(int, kind);
        QFETCH(QString, name);
        QCOMPARE(toString(static_cast<EntryKind>(kind)), name);
        QVERIFY(entryKindFromString(name) == static_cast<EntryKind>(kind));
        QVERIFY(!entryKindFromString(u"other"));
        QCOMPARE(entryKindNames().value(kind), name);
    }
};

STANDIN_TEST(TestEntryKind)
#include "tst_entrykind.moc"
