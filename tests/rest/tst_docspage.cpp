// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/openapi/curlline.h"
#include "rest/restserver.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// The page of /docs.
class TestDocsPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void hasEveryOperation();
    void needsNothingElse();
    void allowsNothingElse();
    void linksLeadSomewhere();
    void itsCommandsWork();
    void namesTheHostOfTheRequest_data();
    void namesTheHostOfTheRequest();
    void hasAPlaceForTheToken();

private:
    [[nodiscard]] QString page() const { return QString::fromUtf8(m_client->get(u"/docs"_s).body); }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RestServer> m_server;
    std::unique_ptr<Client> m_client;
    QUrl m_url;
};

namespace {

QStringList captures(const QString &text, const QString &expression)
{
    QStringList found;
    for (auto all = QRegularExpression(expression).globalMatch(text); all.hasNext();)
        found.append(all.next().captured(1));
    return found;
}

/// The text that a browser shows and copies.
QString shown(QString html)
{
    return html.replace(u"&lt;"_s, u"<"_s)
        .replace(u"&gt;"_s, u">"_s)
        .replace(u"&quot;"_s, u"\""_s)
        .replace(u"&amp;"_s, u"&"_s);
}

QStringList commandsOf(const QString &page)
{
    return captures(page, u"<pre class=\"command\">([^<]*)</pre>"_s);
}

} // namespace

void TestDocsPage::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
    m_server = std::make_unique<RestServer>(*m_engine, RestOptions{.port = 0});
    const auto url = m_server->listen();
    VERIFY_RESULT(url);
    m_url = *url;
    m_client = std::make_unique<Client>(m_url);
}

void TestDocsPage::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_engine.reset();
}

void TestDocsPage::hasEveryOperation()
{
    const QString html = page();
    const QJsonObject paths = m_client->get(u"/openapi.json"_s).json()[u"paths"_s].toObject();
    qsizetype count = 0;
    for (const auto &path : paths) {
        for (const auto &operation : path.toObject()) {
            QVERIFY(html.contains(u"<article id=\"%1\">"_s.arg(operation[u"operationId"_s].toString())));
            ++count;
        }
    }
    QCOMPARE(commandsOf(html).size(), count);
}

void TestDocsPage::needsNothingElse()
{
    const QString html = page();
    QVERIFY(html.size() > 50'000);
    for (const QString &foreign :
         {u"<script"_s, u"<link"_s, u"<img"_s, u"src="_s, u"@import"_s, u"url("_s, u"style="_s})
        QVERIFY2(!html.contains(foreign), qPrintable(foreign));
    for (const QString &target : captures(html, u"href=\"([^\"]*)\""_s))
        QVERIFY2(target.startsWith(u'#') || target == u"openapi.json", qPrintable(target));
}

void TestDocsPage::allowsNothingElse()
{
    const Answer answer = m_client->get(u"/docs"_s);
    QCOMPARE(answer.field("content-type"), "text/html; charset=utf-8");
    const QByteArray style = captures(QString::fromUtf8(answer.body), u"<style>([^<]*)</style>"_s).value(0).toUtf8();
    QVERIFY(!style.isEmpty());
    const QByteArray hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    QCOMPARE(answer.field("content-security-policy"),
             "default-src 'none'; style-src 'sha256-" + hash +
                 "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
}

void TestDocsPage::linksLeadSomewhere()
{
    const QString html = page();
    const QStringList places = captures(html, u"id=\"([^\"]*)\""_s);
    for (const QString &target : captures(html, u"href=\"#([^\"]*)\""_s))
        QVERIFY2(places.contains(target), qPrintable(target));
}

/// They may fail because there is no such device, but not because a path, a parameter or a body is wrong.
void TestDocsPage::itsCommandsWork()
{
    for (const QString &html : commandsOf(page())) {
        const QString command = shown(html);
        QVERIFY2(command.startsWith(u"curl "_s), qPrintable(command));
        QProcess shell;
        QSignalSpy finished(&shell, &QProcess::finished);
        shell.start(u"bash"_s, {u"-c"_s, command + u" -sS --max-time 2 -w '\\n%{http_code}'"_s});
        QVERIFY(finished.wait());
        const QByteArray output = shell.readAllStandardOutput();
        const QByteArray status = output.sliced(output.lastIndexOf('\n') + 1);
        const bool isRefused = status == "400" || status == "405" || status == "000" || output.contains("no such path");
        QVERIFY2(!isRefused, qPrintable(command + u'\n' + QString::fromUtf8(output + shell.readAllStandardError())));
    }
}

void TestDocsPage::namesTheHostOfTheRequest_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("name and port") << "lab:81"_ba
                                   << "lab:81"_ba;
    QTest::newRow("IPv6") << "[::1]:8000"_ba
                          << "[::1]:8000"_ba;
    QTest::newRow("a command") << "x';reboot;'"_ba
                               << "127.0.0.1:8000"_ba;
    QTest::newRow("an element") << "<b>"_ba
                                << "127.0.0.1:8000"_ba;
    QTest::newRow("a substitution") << "$(id)"_ba
                                    << "127.0.0.1:8000"_ba;
    QTest::newRow("nothing") << ""_ba
                             << "127.0.0.1:8000"_ba;
}

void TestDocsPage::namesTheHostOfTheRequest()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, shown);
    const QJsonObject operation{{u"operationId"_s, u"x"_s}};
    const QByteArray line = CurlLine::of({}, u"GET"_s, u"/x"_s, operation).toUtf8();
    QCOMPARE(CurlLine::completed(line, host, false), "curl 'http://" + shown + "/x'");
}

void TestDocsPage::hasAPlaceForTheToken()
{
    QVERIFY(commandsOf(page()).filter(u"Bearer"_s).isEmpty());
    const Answer answer = m_client->call("GET", u"/docs"_s, {}, {{"Authorization", "Bearer s3cret"}});
    const QStringList commands = commandsOf(QString::fromUtf8(answer.body));
    QCOMPARE(commands.filter(u"Bearer $TOKEN"_s).size(), commands.size());
    QVERIFY(!answer.body.contains("s3cret"));
}

STANDIN_TEST(TestDocsPage)
#include "tst_docspage.moc"
