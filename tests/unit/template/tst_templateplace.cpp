// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "template/template.h"
#include "template/templateplace.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestTemplatePlace : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhatHasAValue_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("inMessage");
        QTest::addColumn<bool>("inReply");
        const auto row = [](const char *text, bool inMessage, bool inReply) {
            QTest::newRow(text) << QByteArray(text) << inMessage << inReply;
        };
        row("plain", true, true);
        row("${clientId}/${index}", true, true);
        row("${now()} ${seq()} ${walk('w',1,2,3)}", true, true);
        row("${vars.site}", true, true);
        row("${vars.deep.x}", true, true);
        row("${vars.empty}", true, true); // null is a value
        row("${vars}", true, true);
        row("${vars.list.1}", true, true);
        row("${vars.list.2}", false, false);
        row("${vars.none}", false, false);
        row("${vars.site.x}", false, false);
        row("${topics.report}", true, true);
        row("${topics.reply}", false, false);
        row("${requestTime}", false, true);
        row("{requestTime}", false, true);
        row("${REQUESTTIME}", false, true);
        row("${command.topic}", false, true);
        row("${command.levels.2}", false, true);
        row("${command.levels.verb}", false, true);
        row("${command.levels.verv}", false, false);
        row("${command.json.a.b}", false, true);
        row("${command.properties.x-id}", false, true);
        row("$${requestTime}", true, true);
        row("${state.fw}", true, true);
        row("${index + 1}", true, true);
        row("${vars.none ?? 1}", true, true); // it may be right
        row("${topics.report + 1}", true, true);
        row("${topics.reply + 1}", false, false);
        row("${requestTime + 1}", false, true);
        row("${command.json.a * 2}", false, true);
        row("${[seq(), now()].length}", true, true);
        row("{\"a\":\"${clientId}\",\"b\":\"at ${requestTime}\"}", false, true);
    }

    void knowsWhatHasAValue()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, inMessage);
        QFETCH(bool, inReply);
        const auto compiled = Template::compile(text, QStringList{u"requestTime"_s});
        QVERIFY2(compiled, compiled ? "" : qPrintable(compiled.error().message));
        TemplatePlace place{.hasState = true,
                            .levelNames = {u"site"_s, u"verb"_s},
                            .topics = {u"report"_s, u"command"_s},
                            .vars =
                                JsonText::parse(R"({"site":"lab","deep":{"x":1},"empty":null,"list":[1,2]})").value()};
        QCOMPARE(place.check(*compiled).has_value(), inMessage);
        place.hasCommand = true;
        QCOMPARE(place.check(*compiled).has_value(), inReply);
    }

    void theStateNeedsADevice()
    {
        const auto compiled = Template::compile("${state.fw}", {});
        QVERIFY(!TemplatePlace().check(*compiled));
        QVERIFY(TemplatePlace{.hasState = true}.check(*compiled));
    }

    void saysWhatIsMissing()
    {
        const auto compiled = Template::compile("${requestTime}", QStringList{u"requestTime"_s});
        const auto checked = TemplatePlace().check(*compiled);
        QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checked.error().message,
                 u"${requestTime} has no value here: it comes with a command, and this answers none"_s);
    }

    void theClientIdIsNotMadeOfItself()
    {
        const auto compiled = Template::compile("${clientId}", {});
        QVERIFY(TemplatePlace().check(*compiled));
        QVERIFY(!TemplatePlace{.hasClientId = false}.check(*compiled));
    }
};

STANDIN_TEST(TestTemplatePlace)
#include "tst_templateplace.moc"
