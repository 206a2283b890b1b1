// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/pathpattern.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

using Arguments = PathPattern::Arguments;

namespace {

RequestTarget targetOf(const QByteArray &path)
{
    const auto target = RequestTarget::parse(path);
    return target ? *target : RequestTarget();
}

} // namespace

class TestPathPattern : public QObject
{
    Q_OBJECT

private slots:
    void takesPathsThatMatch_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<Arguments>("arguments");

        QTest::newRow("literal") << u"/livez"_s << "/livez"_ba << Arguments();
        QTest::newRow("root") << u"/"_s << "/"_ba << Arguments();
        QTest::newRow("one argument") << u"/d/{id}"_s << "/d/7"_ba << Arguments{{u"id"_s, u"7"_s}};
        QTest::newRow("two arguments") << u"/d/{id}/replies/{n}"_s << "/d/7/replies/2"_ba
                                       << Arguments{{u"id"_s, u"7"_s}, {u"n"_s, u"2"_s}};
        QTest::newRow("colon of an argument") << u"/d/{id}"_s << "/d/00:11"_ba << Arguments{{u"id"_s, u"00:11"_s}};
        QTest::newRow("encoded slash") << u"/d/{id}"_s << "/d/a%2Fb"_ba << Arguments{{u"id"_s, u"a/b"_s}};
        QTest::newRow("verb") << u"/d/{id}:go"_s << "/d/7:go"_ba << Arguments{{u"id"_s, u"7"_s}};
        QTest::newRow("verb of a literal") << u"/d:go"_s << "/d:go"_ba << Arguments();
        QTest::newRow("encoded verb") << u"/d/{id}:go"_s << "/d/7:%67o"_ba << Arguments{{u"id"_s, u"7"_s}};
        QTest::newRow("verb behind a colon") << u"/d/{id}:go"_s << "/d/00:11:go"_ba << Arguments{{u"id"_s, u"00:11"_s}};
        QTest::newRow("verb behind an encoded colon")
            << u"/d/{id}:go"_s << "/d/a%3Ago:go"_ba << Arguments{{u"id"_s, u"a:go"_s}};
        QTest::newRow("verb behind an encoded slash")
            << u"/d/{id}:go"_s << "/d/a%2Fb:go"_ba << Arguments{{u"id"_s, u"a/b"_s}};
        QTest::newRow("verb behind UTF-8") << u"/d/{id}:go"_s << "/d/%E6%B8%A9:go"_ba << Arguments{{u"id"_s, u"温"_s}};
    }

    void takesPathsThatMatch()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, path);
        const auto arguments = PathPattern(pattern).match(targetOf(path));
        QVERIFY(arguments);
        QTEST(*arguments, "arguments");
    }

    void leavesOtherPaths_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("path");

        QTest::newRow("another literal") << u"/livez"_s << "/readyz"_ba;
        QTest::newRow("upper case") << u"/livez"_s << "/Livez"_ba;
        QTest::newRow("longer") << u"/d/{id}"_s << "/d/7/x"_ba;
        QTest::newRow("shorter") << u"/d/{id}"_s << "/d"_ba;
        QTest::newRow("trailing slash") << u"/livez"_s << "/livez/"_ba;
        QTest::newRow("empty argument") << u"/d/{id}"_s << "/d/"_ba;
        QTest::newRow("no verb") << u"/d/{id}:go"_s << "/d/7"_ba;
        QTest::newRow("another verb") << u"/d/{id}:go"_s << "/d/7:stop"_ba;
        QTest::newRow("end of a verb") << u"/d/{id}:go"_s << "/d/7:gogo"_ba;
        QTest::newRow("encoded colon") << u"/d/{id}:go"_s << "/d/7%3Ago"_ba;
        QTest::newRow("verb alone") << u"/d/{id}:go"_s << "/d/:go"_ba;
        QTest::newRow("verb of a literal, encoded colon") << u"/d:go"_s << "/d%3Ago"_ba;
        QTest::newRow("verb not in the last segment") << u"/d/{id}:go"_s << "/d:go/7"_ba;
    }

    void leavesOtherPaths()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, path);
        QVERIFY(!PathPattern(pattern).match(targetOf(path)));
    }

    void knowsWhatIsMeant_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("meant");
        QTest::newRow("upper case") << u"/api/setReply"_s << "/api/setreply"_ba << u"/api/setReply"_s;
        QTest::newRow("a literal") << u"/devices/{id}"_s << "/device/a b"_ba << u"/devices/a b"_s;
        QTest::newRow("a verb") << u"/d/{id}:connect"_s << "/d/gw:1:conect"_ba << u"/d/gw:1:connect"_s;
        QTest::newRow("a literal with a verb")
            << u"/devices:connect"_s << "/device:connect"_ba << u"/devices:connect"_s;
        QTest::newRow("two") << u"/devices/{id}:connect"_s << "/device/a:conect"_ba << QString();
        QTest::newRow("another verb") << u"/d/{id}:connect"_s << "/d/a:start"_ba << QString();
        QTest::newRow("no verb") << u"/d/{id}:connect"_s << "/d/a"_ba << QString();
        QTest::newRow("another literal") << u"/profiles"_s << "/devices"_ba << QString();
        QTest::newRow("longer") << u"/devices"_s << "/device/a"_ba << QString();
        QTest::newRow("it matches") << u"/devices"_s << "/devices"_ba << QString();
    }

    void knowsWhatIsMeant()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, path);
        QTEST(PathPattern(pattern).meantBy(targetOf(path)), "meant");
    }

    void ranksTheMoreSpecificHigher_data()
    {
        QTest::addColumn<QString>("specific");
        QTest::addColumn<QString>("general");

        QTest::newRow("literal before argument") << u"/d/stats"_s << u"/d/{id}"_s;
        QTest::newRow("verb before none") << u"/d/{id}:go"_s << u"/d/{id}"_s;
        QTest::newRow("literal before verb") << u"/d/stats"_s << u"/d/{id}:go"_s;
        QTest::newRow("the first difference counts") << u"/d/stats/{n}"_s << u"/d/{id}/replies"_s;
    }

    void ranksTheMoreSpecificHigher()
    {
        QFETCH(QString, specific);
        QFETCH(QString, general);
        QVERIFY(PathPattern(general).rank() < PathPattern(specific).rank());
    }
};

STANDIN_TEST(TestPathPattern)

#include "tst_pathpattern.moc"
