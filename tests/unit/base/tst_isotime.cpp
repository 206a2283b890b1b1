// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/isotime.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestIsoTime : public QObject
{
    Q_OBJECT

private slots:
    void hasMicroseconds_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("text");
        QTest::newRow("begin") << qint64(0) << u"1970-01-01T00:00:00.000000Z"_s;
        QTest::newRow("one microsecond") << qint64(1) << u"1970-01-01T00:00:00.000001Z"_s;
        QTest::newRow("today") << qint64(1'769'860'800'123'456) << u"2026-01-31T12:00:00.123456Z"_s;
    }

    void hasMicroseconds()
    {
        QFETCH(qint64, micros);
        QTEST(isoTime(micros), "text");
    }
};

STANDIN_TEST(TestIsoTime)
#include "tst_isotime.moc"
