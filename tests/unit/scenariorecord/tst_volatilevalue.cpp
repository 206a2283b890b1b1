// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/volatilevalue.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QRegularExpression>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

namespace {

/// 2026-01-31 12:00 UTC.
constexpr qint64 noon = 1'769'860'800'000'000;

bool fits(const QString &expression, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(text).hasMatch();
}

} // namespace

/// Which values of a message change each time.
class TestVolatileValue : public QObject
{
    Q_OBJECT

private slots:
    void changes_data();
    void changes();
    void stays_data();
    void stays();
    void partsOfTexts_data();
    void partsOfTexts();
    void generates_data();
    void generates();
};

void TestVolatileValue::changes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("later");     // another one that it has to be like
    QTest::addColumn<QString>("different"); // one that it is not like
    const QString none;
    QTest::newRow("UUID") << R"("3f2504e0-4f89-41d3-9a0c-0305e82c3301")"_ba << u"job"_s
                          << u"F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"_s << u"3f2504e0"_s;
    QTest::newRow("UUID in braces") << R"("{3f2504e0-4f89-41d3-9a0c-0305e82c3301}")"_ba << none
                                    << u"{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}"_s << u"{}"_s;
    QTest::newRow("ISO time") << R"("2026-01-31T12:00:00Z")"_ba << none << u"2026-01-31T12:01:00.123Z"_s << u"noon"_s;
    QTest::newRow("ISO time with an offset")
        << R"("2026-01-31T13:00:00.5+01:00")"_ba << none << u"2027-02-01T00:00:00+0100"_s << u"2027-02-01"_s;
    QTest::newRow("time with a space") << R"("2026-01-31 12:00:00")"_ba << none << u"2026-01-31 12:01:10"_s
                                       << u"12:01"_s;
    QTest::newRow("HTTP date") << R"("Sat, 31 Jan 2026 12:00:00 GMT")"_ba << none << u"Sun, 01 Feb 2026 00:00:01 GMT"_s
                               << u"Sunday"_s;
    QTest::newRow("today") << R"("2026-01-31")"_ba << none << u"2026-02-01"_s << u"31.01.2026"_s;
    QTest::newRow("time of day") << R"("12:00:01")"_ba << none << u"12:01:01"_s << u"noon"_s;
    QTest::newRow("milliseconds") << "1769860800123"_ba << u"requestTime"_s << u"1769860860123"_s << u"17"_s;
    QTest::newRow("older milliseconds") << "1700000000000"_ba << u"requestTime"_s << u"1769860860123"_s << u"x"_s;
    QTest::newRow("milliseconds as text") << R"("1769860800123")"_ba << u"t"_s << u"1769860860123"_s << u"now"_s;
    QTest::newRow("seconds") << "1769860801"_ba << u"n"_s << u"1769860861"_s << u"1"_s;
    QTest::newRow("older seconds by their key") << "1700000000"_ba << u"updated_at"_s << u"1769860861"_s << u"1"_s;
    QTest::newRow("seconds with decimals") << "1769860801.25"_ba << u"ts"_s << u"1769860861.5"_s << u"17.5"_s;
    QTest::newRow("microseconds") << "1769860800123456"_ba << u"t"_s << u"1769860860123456"_s << u"1"_s;
    QTest::newRow("nanoseconds") << "1769860800123456789"_ba << u"t"_s << u"1769860860123456789"_s << u"1"_s;
    QTest::newRow("sequence number") << "17"_ba << u"seq"_s << u"18"_s << u"a"_s;
    QTest::newRow("number of a message") << "17"_ba << u"msg_id"_s << u"4711"_s << u"1.5"_s;
    QTest::newRow("number of a request") << "17"_ba << u"id"_s << u"18"_s << u"x"_s;
    QTest::newRow("counter as text") << R"("0017")"_ba << u"sequenceNo"_s << u"0018"_s << u"x"_s;
    QTest::newRow("hexadecimal") << R"("9f86d081884c7d659a2feaa0c55ad015")"_ba << u"hash"_s
                                 << u"a3f86d081884c7d659a2feaa0c55ad01"_s << u"9f86"_s;
    QTest::newRow("16 hexadecimal digits")
        << R"("9f86d081884c7d65")"_ba << u"span"_s << u"af86d081884c7d65"_s << u"x"_s;
    QTest::newRow("base64") << R"("Xk3jQ9v2Lm8ZpR5tYw1uBg==")"_ba << u"data"_s << u"aB3+/cD4eF5gH6iJ7kL8mQ=="_s
                            << u"not base 64"_s;
    QTest::newRow("JWT") << R"("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")"_ba << u"auth"_s << u"eyJ0.eyJ1.abc-_"_s
                         << u"eyJ0"_s;
    QTest::newRow("ULID") << R"("01ARZ3NDEKTSV4RRFFQ69G5FAV")"_ba << u"ref"_s << u"01BX5ZZKBKACTAV9WEVGEMMVRZ"_s
                          << u"01"_s;
    QTest::newRow("any text under traceId") << R"("t-17")"_ba << u"traceId"_s << u"other"_s << none;
    QTest::newRow("nonce") << R"("abc")"_ba << u"nonce"_s << u"xyz"_s << none;
}

void TestVolatileValue::changes()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, key);
    QFETCH(QString, later);
    QFETCH(QString, different);
    const auto json = JsonText::parse(value);
    VERIFY_RESULT(json);
    const auto found = VolatileValue::of(*json, key, noon);
    QVERIFY(found);
    QVERIFY2(fits(found->expression, json->toPlainText()), qPrintable(found->expression));
    QVERIFY2(fits(found->expression, later), qPrintable(found->expression));
    if (!different.isNull())
        QVERIFY2(!fits(found->expression, different), qPrintable(found->expression));
}

void TestVolatileValue::stays_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("key");
    QTest::newRow("word") << R"("reboot")"_ba << u"op"_s;
    QTest::newRow("version") << R"("1.2.3")"_ba << u"firmware"_s;
    QTest::newRow("small number") << "17"_ba << u"level"_s;
    QTest::newRow("decimal") << "21.5"_ba << u"temperature"_s;
    QTest::newRow("boolean") << "true"_ba << u"id"_s;
    QTest::newRow("null") << "null"_ba << u"seq"_s;
    QTest::newRow("negative level under another key") << "-3"_ba << u"rssi"_s;
    QTest::newRow("ten digits that are no time") << "4915112345"_ba << u"phone"_s;
    QTest::newRow("ten digits, years ago, without a telling key") << "1500000000"_ba << u"serial"_s;
    QTest::newRow("thirteen digits that are no time") << "4006381333931"_ba << u"ean"_s;
    QTest::newRow("date of a schedule") << R"("2030-12-24")"_ba << u"from"_s;
    QTest::newRow("hour of a schedule") << R"("07:30:00")"_ba << u"from"_s;
    QTest::newRow("MAC address") << R"("a0b1c2d3e4f5")"_ba << u"mac"_s;
    QTest::newRow("hexadecimal digits without a letter") << R"("9234567812345678123")"_ba << u"serial"_s;
    QTest::newRow("long word") << R"("acknowledgementRequired")"_ba << u"mode"_s;
    QTest::newRow("name of a firmware") << R"("GatewayFirmwareRelease12")"_ba << u"image"_s;
    QTest::newRow("address") << R"("https://api.test/v1/devices")"_ba << u"url"_s;
    QTest::newRow("empty") << R"("")"_ba << u"nonce"_s;
}

void TestVolatileValue::stays()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, key);
    const auto json = JsonText::parse(value);
    VERIFY_RESULT(json);
    const auto found = VolatileValue::of(*json, key, noon);
    QVERIFY2(!found, qPrintable(found ? found->expression : QString()));
}

void TestVolatileValue::partsOfTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("later");
    QTest::addColumn<QString>("different");
    QTest::newRow("UUID") << u"job 3f2504e0-4f89-41d3-9a0c-0305e82c3301 (done)"_s
                          << u"job f81d4fae-7dec-11d0-a765-00a0c91e6bf6 (done)"_s
                          << u"job f81d4fae-7dec-11d0-a765-00a0c91e6bf6 (failed)"_s;
    QTest::newRow("time") << u"at 2026-01-31T12:00:00Z: ok"_s << u"at 2026-01-31T12:01:00Z: ok"_s
                          << u"at 2026-01-31T12:01:00Z: no"_s;
    QTest::newRow("milliseconds") << u"req-1769860800123"_s << u"req-1769860860123"_s << u"cmd-1769860860123"_s;
    QTest::newRow("two") << u"1769860800123/9f86d081884c7d659a2feaa0c55ad015.bin"_s
                         << u"1769860860123/af86d081884c7d659a2feaa0c55ad015.bin"_s << u"1769860860123/.bin"_s;
}

void TestVolatileValue::partsOfTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, later);
    QFETCH(QString, different);
    const auto expression = VolatileValue::expressionFor(text, noon);
    QVERIFY(expression);
    QVERIFY2(fits(*expression, text), qPrintable(*expression));
    QVERIFY2(fits(*expression, later), qPrintable(*expression));
    QVERIFY2(!fits(*expression, different), qPrintable(*expression));
    QVERIFY(!VolatileValue::expressionFor(u"job 17 (done), 21.5 degrees"_s, noon));
}

void TestVolatileValue::generates_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("generator");
    QTest::newRow("UUID") << R"("3f2504e0-4f89-41d3-9a0c-0305e82c3301")"_ba << u"${uuid()}"_s;
    QTest::newRow("milliseconds") << "1769860800123"_ba << u"${now()}"_s;
    QTest::newRow("milliseconds as text") << R"("1769860800123")"_ba << u"${String(now())}"_s;
    QTest::newRow("seconds") << "1769860801"_ba << u"${Math.floor(now() / 1000)}"_s;
    QTest::newRow("ISO time") << R"("2026-01-31T12:00:00.5Z")"_ba << u"${isoNow()}"_s;
    QTest::newRow("a time long ago") << "1700000000000"_ba << QString();
    QTest::newRow("ISO time long ago") << R"("2020-01-31T12:00:00Z")"_ba << QString();
    QTest::newRow("ISO time with an offset") << R"("2026-01-31T13:00:00+01:00")"_ba << QString();
    QTest::newRow("hexadecimal") << R"("9f86d081884c7d659a2feaa0c55ad015")"_ba << QString();
    QTest::newRow("word") << R"("reboot")"_ba << QString();
}

void TestVolatileValue::generates()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, generator);
    QCOMPARE(VolatileValue::generatorFor(*JsonText::parse(value), noon), generator);
}

STANDIN_TEST(TestVolatileValue)
#include "tst_volatilevalue.moc"
