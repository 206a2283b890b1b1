// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/errorpresenter.h"

#include <QTest>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestErrorPresenter : public QObject
{
    Q_OBJECT

private slots:
    void everyCodeHasWords();
    void detailAndReasonCode();
    void adviceFollows();
};

void TestErrorPresenter::everyCodeHasWords()
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code)
        QVERIFY(ErrorPresenter::what({static_cast<ErrorCode>(code), {}}).size() > 5);
}

void TestErrorPresenter::detailAndReasonCode()
{
    const Error error{ErrorCode::BrokerRefused, u"bad user name"_s, u"gw-0"_s, 0x86};
    QCOMPARE(ErrorPresenter::what(error),
             u"The broker refused the connection: gw-0: bad user name, reason code 0x86"_s);
    QCOMPARE(ErrorPresenter::what({ErrorCode::NotOnline, {}}), u"The device is not online"_s);
}

void TestErrorPresenter::adviceFollows()
{
    QCOMPARE(ErrorPresenter::text({ErrorCode::NotOnline, {}}), u"The device is not online. Connect it first."_s);
    QCOMPARE(ErrorPresenter::text({ErrorCode::Cancelled, {}}), u"It was cancelled."_s);
}

QTEST_GUILESS_MAIN(TestErrorPresenter)
#include "tst_errorpresenter.moc"
