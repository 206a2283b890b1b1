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
