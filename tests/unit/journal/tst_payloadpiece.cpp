// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/payloadpiece.h"
#include "support/quoted.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;

class TestPayloadPiece : public QObject
{
    Q_OBJECT

private slots:
    void givesMembers_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << ""_ba << quoted("'payload':''");
        QTest::newRow("text") << "a\"b"_ba << quoted("'payload':'a\\'b'");
        QTest::newRow("number") << "5.0"_ba << quoted("'payload':'5.0','json':5.0");
        QTest::newRow("digits and order")
            << quoted("{'b':18446744073709551615,'a':1.50}")
            << quoted("'payload':'{\\'b\\':18446744073709551615,\\'a\\':1.50}','json':{'b':"
                      "18446744073709551615,'a':1.50}");
        QTest::newRow("not quite JSON") << quoted("{'a':1") << quoted("'payload':'{\\'a\\':1'");
        QTest::newRow("binary") << "\xff\x00"_ba << quoted("'payloadBase64':'/wA='");
        QTest::newRow("half a character") << "\xe6\xb8"_ba << quoted("'payloadBase64':'5rg='");
    }

    void givesMembers()
    {
        QFETCH(QByteArray, payload);
        QTEST(made(payloadMembersPiece(payload)), "text");
    }

    void cutsNoCharacter_data()
    {
        QTest::addColumn<QByteArray>("character");
        QTest::newRow("two bytes") << "é"_ba;
        QTest::newRow("three bytes") << "温"_ba;
        QTest::newRow("four bytes") << "😀"_ba;
    }

    void cutsNoCharacter()
    {
        QFETCH(QByteArray, character);
        for (const QByteArray &before : {""_ba, "a"_ba, "ab"_ba, "abc"_ba}) {
            const QByteArray payload = before + character.repeated(30'000);
            const QJsonObject object = QJsonDocument::fromJson('{' + made(payloadMembersPiece(payload)) + '}').object();
            QVERIFY(object.value(u"payload"_s).toString().toUtf8() == payload);
        }
    }

    void cutsNoBase64()
    {
        QByteArray payload(100'001, '\xff');
        const QJsonObject object = QJsonDocument::fromJson('{' + made(payloadMembersPiece(payload)) + '}').object();
        QVERIFY(QByteArray::fromBase64(object.value(u"payloadBase64"_s).toString().toLatin1()) == payload);
    }

    void leavesLargeJsonOut()
    {
        const QByteArray small = '"' + QByteArray(1024 * 1024 - 2, 'x') + '"';
        QVERIFY(made(payloadMembersPiece(small)).contains(quoted(",'json':'x")));
        const QByteArray large = '"' + QByteArray(1024 * 1024 - 1, 'x') + '"';
        QVERIFY(!made(payloadMembersPiece(large)).contains("json"));
    }

    void givesText_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << ""_ba
                               << ""_ba;
        QTest::newRow("quotes") << "a\"b\n"_ba << quoted("a\\'b\\n");
        QTest::newRow("not UTF-8") << "a\xff"_ba
                                   << "a\xef\xbf\xbd"_ba;
    }

    void givesText()
    {
        QFETCH(QByteArray, payload);
        QTEST(made(payloadTextPiece(payload)), "text");
    }

    void isMadeInSlices()
    {
        const TextPiece piece = payloadMembersPiece(QByteArray(1'000'000, '\x01'));
        QByteArray text;
        qsizetype largest = 0;
        for (qsizetype before = 0; piece(text); before = text.size())
            largest = qMax(largest, text.size() - before);
        QVERIFY2(largest < 100'000, qPrintable(QString::number(largest)));
    }

private:
    static QByteArray made(const TextPiece &piece)
    {
        QByteArray text;
        while (piece(text)) {
        }
        return text;
    }
};

STANDIN_TEST(TestPayloadPiece)
#include "tst_payloadpiece.moc"
