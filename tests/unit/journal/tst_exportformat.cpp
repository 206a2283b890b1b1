// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/exportformat.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestExportFormat : public QObject
{
    Q_OBJECT

private slots:
    void isToldByTheName_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<std::optional<ExportFormat>>("format");
        QTest::newRow("CSV") << u"/a/b.csv"_s << std::optional(ExportFormat::Csv);
        QTest::newRow("capital letters") << u"B.CSV"_s << std::optional(ExportFormat::Csv);
        QTest::newRow("JSON Lines") << u"b.jsonl"_s << std::optional(ExportFormat::JsonLines);
        QTest::newRow("its other name") << u"b.ndjson"_s << std::optional(ExportFormat::JsonLines);
        QTest::newRow("one JSON document") << u"b.json"_s << std::optional<ExportFormat>();
        QTest::newRow("other") << u"b.txt"_s << std::optional<ExportFormat>();
        QTest::newRow("none") << u"csv"_s << std::optional<ExportFormat>();
    }

    void isToldByTheName()
    {
        QFETCH(QString, path);
        QFETCH(std::optional<ExportFormat>, format);
        QVERIFY(exportFormatOf(path) == format);
    }
};

STANDIN_TEST(TestExportFormat)
#include "tst_exportformat.moc"
