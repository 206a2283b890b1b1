// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errorjson.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestErrorJson : public QObject
{
    Q_OBJECT

private slots:
    void leavesOutWhatIsNotThere()
    {
        QCOMPARE(errorJson({ErrorCode::NotOnline, u"it is offline"_s}),
                 (QJsonObject{{u"code"_s, u"not-online"_s}, {u"message"_s, u"it is offline"_s}}));
    }

    void hasPlaceAndReasonCode()
    {
        const QJsonObject json = errorJson({ErrorCode::SubscribeRefused, u"refused"_s, u"a/#"_s, quint8(0x87)});
        QCOMPARE(json.value(u"where"_s), u"a/#"_s);
        QCOMPARE(json.value(u"reasonCode"_s), 0x87);
    }
};

STANDIN_TEST(TestErrorJson)
#include "tst_errorjson.moc"
