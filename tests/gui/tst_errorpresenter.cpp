// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/errorpresenter.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestErrorPresenter : public QObject
{
    Q_OBJECT

private slots:
    void everyCodeHasWords();
    void detailAndReasonCode();
    void adviceFollows();
    void nothingIsSaidTwice();
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

void TestErrorPresenter::nothingIsSaidTwice()
{
    const auto what = &ErrorPresenter::what;
    QCOMPARE(what({ErrorCode::HostNotFound, u"host a.invalid not found"_s, u"a.invalid"_s}),
             u"The broker's name could not be found: a.invalid"_s);
    QCOMPARE(what({ErrorCode::BrokerRefused, u"refused: not authorized (0x05)"_s, u"b:1883"_s, 5}),
             u"The broker refused the connection: b:1883: not authorized (0x05)"_s);
    QCOMPARE(what({ErrorCode::MalformedJson, u"not valid JSON: a value is expected"_s, u"line 1, column 2"_s}),
             u"This is not valid JSON: line 1, column 2: a value is expected"_s);
    QCOMPARE(what({ErrorCode::NotOnline, u"the device is failed"_s, u"qa"_s}), u"The device is not online: qa"_s);
}

STANDIN_TEST(TestErrorPresenter)
#include "tst_errorpresenter.moc"
