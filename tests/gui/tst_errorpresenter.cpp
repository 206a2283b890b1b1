// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "device/session/sessionerror.h"
#include "gui/style/errorpresenter.h"
#include "support/testprogram.h"

#include <QSet>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestErrorPresenter : public QObject
{
    Q_OBJECT

private slots:
    void everyCodeHasItsWords();
    void adviceFollows();
    void facts_data();
    void facts();
    void engineErrors_data();
    void engineErrors();
};

void TestErrorPresenter::everyCodeHasItsWords()
{
    QSet<QString> phrases;
    const int last = static_cast<int>(ErrorCode::Internal);
    for (int i = 0; i <= last; ++i) {
        const Error error{static_cast<ErrorCode>(i), {}};
        const QString what = ErrorPresenter::what(error);
        QVERIFY2(what.size() > 5, qPrintable(QString::number(i)));
        QVERIFY2(ErrorPresenter::text(error).startsWith(what + u'.'), qPrintable(what));
        phrases.insert(what);
    }
    QCOMPARE(phrases.size(), last + 1); // no two codes have the same text
}

void TestErrorPresenter::adviceFollows()
{
    QCOMPARE(ErrorPresenter::text({ErrorCode::NotOnline, {}}), u"The device is not online. Connect it first."_s);
    QCOMPARE(ErrorPresenter::text({ErrorCode::Cancelled, {}}), u"It was cancelled."_s);
    QCOMPARE(ErrorPresenter::text({ErrorCode::NotOnline, u"the device is failed"_s, u"qa"_s, {}, QString()}),
             u"The device is not online: qa. Connect it first."_s);
}

void TestErrorPresenter::facts_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("facts");
    const auto row = [](const char *name, const Error &error, const QString &facts) {
        QTest::newRow(name) << error << facts;
    };
    const ErrorCode code = ErrorCode::BrokerRefused;
    const quint8 reason = 0x86;
    const QString said = u"said (0x86)"_s;
    const QString message = u"refused: said (0x86)"_s;
    row("none", {code, {}}, {});
    row("where", {code, {}, u"b"_s}, u": b"_s);
    row("message", {code, message}, u": refused: said (0x86)"_s);
    row("where and message", {code, message, u"b"_s}, u": b: refused: said (0x86)"_s);
    row("the place is in the message", {code, u"bad"_s, u"b"_s}, u": b: bad"_s);
    row("reason code", {code, {}, {}, reason}, u": reason code 0x86"_s);
    row("reason code of one digit", {code, {}, {}, 5}, u": reason code 0x05"_s);
    row("message and reason code", {code, u"bad name"_s, u"b"_s, reason}, u": b: bad name, reason code 0x86"_s);
    row("detail", {code, message, u"b"_s, reason, said}, u": b: said (0x86)"_s);
    row("detail alone", {code, message, {}, reason, said}, u": said (0x86)"_s);
    row("empty detail", {code, message, u"b"_s, {}, QString()}, u": b"_s);
    row("empty detail alone", {code, message, {}, {}, QString()}, {});
    row("text that looks like a placeholder", {code, u"%1 %2"_s, u"%2"_s}, u": %2: %1 %2"_s);
}

void TestErrorPresenter::facts()
{
    QFETCH(Error, error);
    QFETCH(QString, facts);
    QCOMPARE(ErrorPresenter::what(error), u"The broker refused the connection"_s + facts);
}

void TestErrorPresenter::engineErrors_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("what");
    const QUrl broker(u"mqtt://b:1"_s);
    const SessionError session(broker, true);
    const auto ended = [&session](SessionPhase phase, quint8 code) {
        return session.ended({.phase = phase, .brokerReason = Mqtt::Extras::BrokerReason{.code = code}});
    };
    const Error json = Json::parse("[1,]").error();
    QTest::newRow("JSON") << json << u"This is not valid JSON: line 1, column 4: "_s + json.detail.value();
    QTest::newRow("refused") << ended(SessionPhase::Greeting, 0x87)
                             << u"The broker refused the connection: b:1: not authorized (0x87)"_s;
    QTest::newRow("taken over") << ended(SessionPhase::Open, 0x8e)
                                << u"Another client took over this client ID: b:1: session taken over (0x8e)"_s;
    QTest::newRow("ended without a reason")
        << ended(SessionPhase::Open, 0)
        << u"The connection was lost: b:1: the broker ended the session, reason code 0x00"_s;
    QTest::newRow("refused subscription")
        << session.subscribeRefused(u"a/#"_s, {.code = 0x87, .reason = u"nope"_s})
        << u"The broker refused a subscription: b:1: \"a/#\": not authorized (0x87): nope"_s;
    QTest::newRow("refused message") << session.publishRefused({.code = 0x97})
                                     << u"The broker refused the message: b:1: quota exceeded (0x97)"_s;
    QTest::newRow("no SUBACK") << session.timeout(SessionPhase::Subscribing, 1500)
                               << u"The broker did not answer in time: b:1: no SUBACK within 1.5 s"_s;
    QTest::newRow("no connection") << session.timeout(SessionPhase::Linking, 1500)
                                   << u"The broker did not answer in time: b:1: no TCP connection within 1.5 s"_s;
}

void TestErrorPresenter::engineErrors()
{
    QFETCH(Error, error);
    QTEST(ErrorPresenter::what(error), "what");
}

STANDIN_TEST(TestErrorPresenter)
#include "tst_errorpresenter.moc"
