// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/replyqueue.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

namespace {

HttpResponse text(const QByteArray &body)
{
    return {.body = body};
}

} // namespace

class TestReplyQueue : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheOrderOfTheRequests()
    {
        ReplyQueue queue;
        const auto first = queue.open({});
        const auto second = queue.open({});
        const auto third = queue.open({});
        QVERIFY(queue.fulfil(second, text("two")));
        QCOMPARE(queue.takeReady(), QByteArray());
        QVERIFY(queue.fulfil(first, text("one")));
        const QByteArray ready = queue.takeReady();
        QVERIFY(ready.indexOf("one") < ready.indexOf("two"));
        QCOMPARE(queue.size(), 1);
        QVERIFY(queue.fulfil(third, text("three")));
        QVERIFY(queue.takeReady().endsWith("three"));
        QVERIFY(queue.isEmpty());
    }

    void answersOnce()
    {
        ReplyQueue queue;
        queue.open({});
        const auto second = queue.open({});
        QVERIFY(queue.fulfil(second, text("a")));
        QVERIFY(!queue.fulfil(second, text("b")));
        QVERIFY(!queue.fulfil(second + 1, text("c")));
    }

    void forgets()
    {
        ReplyQueue queue;
        const auto ticket = queue.open({});
        queue.clear();
        QVERIFY(!queue.fulfil(ticket, text("late")));
        QVERIFY(queue.fulfil(queue.open({}), text("new")));
    }

    void streamsInPieces()
    {
        ReplyQueue queue;
        const auto ticket = queue.open({});
        QVERIFY(!queue.append(ticket, "not begun"));
        QVERIFY(queue.begin(ticket, text("a")));
        QVERIFY(queue.isStreaming());
        QVERIFY(queue.takeReady().endsWith("\r\n\r\n1\r\na\r\n"));
        QVERIFY(queue.append(ticket, QByteArray(17, 'b')));
        QCOMPARE(queue.heldBytes(), 4 + 17 + 2);
        QCOMPARE(queue.takeReady(), "11\r\n" + QByteArray(17, 'b') + "\r\n");
        QCOMPARE(queue.heldBytes(), 0);
        QVERIFY(queue.finish(ticket));
        QVERIFY(!queue.isStreaming());
        QCOMPARE(queue.takeReady(), "0\r\n\r\n");
        QVERIFY(queue.isEmpty());
    }

    void streamsWithoutChunksForOldClients()
    {
        ReplyQueue queue;
        const auto ticket = queue.open({.close = true, .chunks = false});
        QVERIFY(queue.begin(ticket, text("a")));
        QVERIFY(queue.append(ticket, "b"));
        QVERIFY(queue.finish(ticket));
        const QByteArray bytes = queue.takeReady();
        QVERIFY(bytes.endsWith("\r\n\r\nab"));
        QVERIFY(!bytes.contains("chunked"));
    }

    void keepsAStreamUntilItsTurn()
    {
        ReplyQueue queue;
        const auto first = queue.open({});
        const auto second = queue.open({});
        const auto third = queue.open({});
        QVERIFY(queue.begin(second, text("a")));
        QVERIFY(queue.fulfil(third, text("three")));
        QVERIFY(!queue.isStreaming());
        QVERIFY(queue.isStreaming(second));
        QCOMPARE(queue.takeReady(), QByteArray());
        QVERIFY(queue.fulfil(first, text("one")));
        QVERIFY(queue.takeReady().endsWith("1\r\na\r\n"));
        QCOMPARE(queue.first(), second);
        QVERIFY(queue.finish(second));
        QVERIFY(queue.takeReady().endsWith("three"));
    }

    void answersOnceWithAStream()
    {
        ReplyQueue queue;
        const auto ticket = queue.open({});
        QVERIFY(queue.begin(ticket, {}));
        QVERIFY(!queue.begin(ticket, {}));
        QVERIFY(!queue.fulfil(ticket, text("a")));
        QVERIFY(queue.finish(ticket));
        QVERIFY(!queue.append(ticket, "b"));
        QVERIFY(!queue.finish(ticket));
    }

    void endsAStreamAtOnceForHead()
    {
        ReplyQueue queue;
        const auto ticket = queue.open({.headOnly = true});
        QVERIFY(queue.begin(ticket, text("a")));
        QVERIFY(!queue.append(ticket, "b"));
        QVERIFY(queue.takeReady().endsWith("\r\n\r\n"));
        QVERIFY(queue.isEmpty());
    }

    void leavesTheBodyOutForHead()
    {
        ReplyQueue queue;
        queue.fulfil(queue.open({.headOnly = true, .close = true}), text("seven b"));
        const QByteArray bytes = queue.takeReady();
        QVERIFY(bytes.contains("Content-Length: 7\r\n"));
        QVERIFY(bytes.contains("Connection: close\r\n"));
        QVERIFY(bytes.endsWith("\r\n\r\n"));
    }
};

STANDIN_TEST(TestReplyQueue)

#include "tst_replyqueue.moc"
