// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/presetreplies.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestPresetReplies : public QObject
{
    Q_OBJECT

private slots:
    void givesThemInOrder()
    {
        PresetReplies replies;
        QVERIFY(replies.isEmpty());
        QVERIFY(!replies.take());
        QVERIFY(replies.add("a", {}));
        QVERIFY(replies.add("b", {}));
        QCOMPARE(replies.count(), 2);
        QCOMPARE(replies.take()->text(), QByteArray("a"));
        QCOMPARE(replies.take()->text(), QByteArray("b"));
        QVERIFY(replies.isEmpty());
    }

    void knowsTheCorrelationKeys()
    {
        PresetReplies replies;
        QVERIFY(!replies.add("${requestTime}", {}));
        QVERIFY(replies.add("${requestTime}", {u"requestTime"_s}));
    }

    void refusesAWrongTemplate()
    {
        PresetReplies replies;
        const auto added = replies.add(R"({"a":"${nonsense()}"})", {});
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
        QVERIFY(replies.isEmpty());
    }

    void isBoundedInNumber()
    {
        PresetReplies replies;
        for (qsizetype i = 0; i < PresetReplies::maxCount; ++i)
            QVERIFY(replies.add("x", {}));
        const auto added = replies.add("x", {});
        QCOMPARE(added.error().code, ErrorCode::LimitReached);
        QCOMPARE(added.error().message, u"10000 preset replies of 10000 bytes are waiting already"_s);
        QVERIFY(replies.take());
        QVERIFY(replies.add("x", {}));
    }

    void isBoundedInSize()
    {
        PresetReplies replies;
        const QByteArray half(PresetReplies::maxBytes / 2, 'x');
        QVERIFY(replies.add(half, {}));
        QVERIFY(replies.add(half, {}));
        QCOMPARE(replies.add("x", {}).error().code, ErrorCode::LimitReached);
        QVERIFY(replies.take());
        QVERIFY(replies.add("x", {}));
        replies.clear();
        QVERIFY(replies.add(half + half, {}));
    }
};

STANDIN_TEST(TestPresetReplies)
#include "tst_presetreplies.moc"
