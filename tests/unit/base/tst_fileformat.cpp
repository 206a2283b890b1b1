// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fileformat.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestFileFormat : public QObject
{
    Q_OBJECT

private slots:
    void acceptsTheFormat();
    void refusesOthers_data();
    void refusesOthers();
};

void TestFileFormat::acceptsTheFormat()
{
    VERIFY_RESULT(checkFormat(JsonText::parse(R"({"format":"standin.x/1"})").value(), u"standin.x/1", u"x"_s));
}

void TestFileFormat::refusesOthers_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("message");
    QTest::newRow("none") << QByteArray("{}") << u"expected \"standin.x/1\", found nothing: is this a x?"_s;
    QTest::newRow("no text") << QByteArray(R"({"format":1})") << u"expected \"standin.x/1\", found 1: is this a x?"_s;
    QTest::newRow("another") << QByteArray(R"({"format":"standin.y/1"})")
                             << u"expected \"standin.x/1\", found \"standin.y/1\": is this a x?"_s;
    QTest::newRow("newer") << QByteArray(R"({"format":"standin.x/2"})")
                           << u"this file is of the newer format standin.x/2; this version reads standin.x/1"_s;
    QTest::newRow("long") << QByteArray(R"({"format":")" + QByteArray(500, 'a') + R"("})")
                          << u"expected \"standin.x/1\", found a string: is this a x?"_s;
}

void TestFileFormat::refusesOthers()
{
    QFETCH(QByteArray, document);
    const auto checked = checkFormat(JsonText::parse(document).value(), u"standin.x/1", u"x"_s, u"/profile"_s);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::UnsupportedFormat);
    QCOMPARE(checked.error().where, u"/profile/format"_s);
    QTEST(checked.error().message, "message");
}

STANDIN_TEST(TestFileFormat)
#include "tst_fileformat.moc"
