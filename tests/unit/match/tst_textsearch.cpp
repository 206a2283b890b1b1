// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/textsearch.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestTextSearch : public QObject
{
    Q_OBJECT

private slots:
    void looksEverywhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        QTest::newRow("topic") << u"CMD/"_s << true;
        QTest::newRow("payload") << u"Reboot"_s << true;
        QTest::newRow("payload beyond ASCII") << u"GERÄT"_s << true;
        QTest::newRow("correlation value") << u"t-17"_s << true;
        QTest::newRow("correlation key") << u"traceId"_s << false;
        QTest::newRow("property") << u"application"_s << false;
        QTest::newRow("across topic and payload") << u"labreboot"_s << false;
        QTest::newRow("elsewhere") << u"nowhere"_s << false;
        QTest::newRow("empty") << QString() << true;
    }

    void looksEverywhere()
    {
        QFETCH(QString, text);
        const Message message({.topic = u"cmd/lab"_s,
                               .payload = "reboot gerät",
                               .properties = {{u"contentType"_s, u"application/json"_s}},
                               .correlation = {{u"traceId"_s, u"T-17"_s}}});
        QTEST(TextSearch(text).matches(message), "expected");
        QCOMPARE(TextSearch(text).text(), text);
    }

    void looksAtTheBeginningOfLargePayloads()
    {
        const QByteArray filler(TextSearch::searchedBytes - 4, '.');
        const TextSearch search(u"needle"_s);
        QVERIFY(search.matches(Message({.payload = "needle" + filler})));
        QVERIFY(!search.matches(Message({.payload = filler + "needle"})));
        QVERIFY(search.matches(Message({.payload = filler.chopped(2) + "needle"})));
    }

    void aCharacterCutAtTheEndOfWhatIsSearched()
    {
        QByteArray payload(TextSearch::searchedBytes - 1, '.');
        payload += "ä"; // its second byte is after the end
        QVERIFY(!TextSearch(u"ä"_s).matches(Message({.payload = payload})));
        QVERIFY(TextSearch(u".."_s).matches(Message({.payload = payload})));
        QVERIFY(TextSearch(u"ä"_s).matches(Message({.payload = payload.sliced(1)})));
    }

    void looksIntoPlainTexts_data()
    {
        QTest::addColumn<QString>("searched");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        QTest::newRow("upper case is searched") << u"LAB"_s << u"a lab"_s << true;
        QTest::newRow("lower case is searched") << u"lab"_s << u"A LAB"_s << true;
        QTest::newRow("beyond ASCII") << u"ÄÖ"_s << u"xäöy"_s << true;
        QTest::newRow("beyond the first plane") << u"\U00010400"_s << u"\U00010428"_s << true;
        QTest::newRow("no wildcards") << u"l*b"_s << u"lab"_s << false;
        QTest::newRow("no regular expression") << u"l.b"_s << u"lab"_s << false;
        QTest::newRow("blanks count") << u"a  b"_s << u"a b"_s << false;
        QTest::newRow("at the end") << u"needle"_s << QString(1000, u'n') + u"needle"_s << true;
        QTest::newRow("longer than the text") << u"needles"_s << u"needle"_s << false;
        QTest::newRow("in nothing") << u"a"_s << QString() << false;
        QTest::newRow("elsewhere") << u"lab"_s << u"roof"_s << false;
    }

    void looksIntoPlainTexts()
    {
        QFETCH(QString, searched);
        QFETCH(QString, text);
        QTEST(TextSearch(searched).matches(text), "expected");
        QTEST(TextSearch(searched).matches(Message({.payload = text.toUtf8()})), "expected");
        QTEST(TextSearch(searched).matches(Message({.topic = text})), "expected");
    }

    void aCopySearchesForTheSame()
    {
        std::optional<TextSearch> original(u"Lab"_s);
        const TextSearch copy = *original;
        original.reset();
        QVERIFY(copy.matches(u"a lab"));
        QCOMPARE(copy.text(), u"Lab"_s);
    }
};

STANDIN_TEST(TestTextSearch)
#include "tst_textsearch.moc"
