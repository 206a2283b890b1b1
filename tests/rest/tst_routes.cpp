// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/openapi/openapidocument.h"
#include "rest/restserver.h"
#include "rest/routes.h"
#include "support/testprogram.h"

#include <QRegularExpression>
#include <QSet>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// The table of the program's routes.
class TestRoutes : public QObject
{
    Q_OBJECT

private slots:
    void describesEveryRoute_data() { addRows(); }

    void describesEveryRoute()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, summary);
        static const QRegularExpression path(u"^(/[A-Za-z0-9.-]+|/\\{[a-z]+\\})+(:[a-z-]+)?$"_s);
        QVERIFY(QByteArrayList({"GET", "POST", "PUT", "PATCH", "DELETE"}).contains(method));
        QVERIFY(path.match(QString::fromUtf8(pattern)).hasMatch());
        QVERIFY(!summary.isEmpty() && !summary.contains('\n') && !summary.endsWith('.'));
    }

    void reachesEveryRoute_data() { addRows(); }

    void reachesEveryRoute()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, pattern);
        RestServer server(m_engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        const QString path = QString::fromUtf8(pattern).replace(QRegularExpression(u"\\{[a-z]+\\}"_s), u"x"_s);
        // A stream would have no end.
        const QString query = path == u"/api/v1/events" ? u"?after=x"_s : QString();
        const Answer answer = Client(*url).call(method, path + query);
        QVERIFY(answer.status != 0 && answer.status != 405);
        QVERIFY2(!answer.body.contains("no such path"), answer.body.constData());
        const QByteArray allowed = Client(*url).call("OPTIONS", path).field("allow");
        QVERIFY2(allowed.split(',').contains(' ' + method) || allowed.startsWith(method), allowed.constData());
        QCOMPARE(allowed.contains("HEAD"), allowed.contains("GET"));
    }

    void refusesUnknownParameters_data() { addRows(); }

    /// A misspelt parameter would be left out, and the call do something else.
    void refusesUnknownParameters()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, pattern);
        RestServer server(m_engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        const QString path = QString::fromUtf8(pattern).replace(QRegularExpression(u"\\{[a-z]+\\}"_s), u"x"_s);
        const Answer answer = Client(*url).call(method, path + u"?nothere=1"_s);
        if (pattern.startsWith("/api/device/")) { // existing automation may send it
            QCOMPARE(answer.status, 200);
            QVERIFY2(answer.body.contains("?nothere: not known, and ignored"), answer.body.constData());
            return;
        }
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:invalid-argument"_s);
        QVERIFY2(answer.json().value(u"detail"_s).toString().startsWith(u"?nothere: unknown parameter; "_s),
                 answer.body.constData());
    }

    void takesAnEmptyBodyAsAnObject_data() { addRows(); }

    void takesAnEmptyBodyAsAnObject()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, pattern);
        QFETCH(bool, hasBody);
        if (!hasBody || !pattern.startsWith("/api/v1/"))
            return;
        RestServer server(m_engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        const QString path = QString::fromUtf8(pattern).replace(QRegularExpression(u"\\{[a-z]+\\}"_s), u"x"_s);
        Client client(*url);
        const Answer empty = client.call(method, path, " \n");
        const Answer object = client.call(method, path, "{}");
        QCOMPARE(empty.json().value(u"detail"_s), object.json().value(u"detail"_s));
        QCOMPARE(empty.status / 100, object.status / 100);
    }

    void suggestsWhatIsMeant_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("a parameter") << "GET"_ba << u"/api/v1/rules?testid=T"_s << 400
                                     << "?testid: unknown parameter; did you mean \\\"testId\\\"?"_ba;
        QTest::newRow("an order") << "POST"_ba << u"/api/v1/devices/gw-1:conect"_s << 405
                                  << "; did you mean /api/v1/devices/gw-1:connect?"_ba;
        QTest::newRow("a call of the device API")
            << "POST"_ba << u"/api/device/setresponsemsg"_s << 404 << "; did you mean /api/device/setResponseMsg?"_ba;
        QTest::newRow("a resource") << "GET"_ba << u"/api/v1/device/gw-1"_s << 404
                                    << "; did you mean /api/v1/devices/gw-1?"_ba;
    }

    void suggestsWhatIsMeant()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, says);
        RestServer server(m_engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        const Answer answer = Client(*url, Client::Server::Other).call(method, path);
        QTEST(answer.status, "status");
        QVERIFY2(answer.body.contains(says), answer.body.constData());
    }

    /// The router knows the parameters of the query by the names of the components.
    void namesParametersAsDescribed()
    {
        const QJsonObject described =
            OpenApiDocument::of(m_routes.table())[u"components"_s][u"parameters"_s].toObject();
        QVERIFY(!described.isEmpty());
        for (auto one = described.begin(); one != described.end(); ++one) {
            const RouteContract contract{.parameters = {one.key().toLatin1()}};
            const QString name = one.value()[u"name"_s].toString();
            const QString place = one.value()[u"in"_s].toString();
            if (place == u"query")
                QCOMPARE(contract.queryNames(), QStringList{name});
            if (place == u"header")
                QCOMPARE(contract.queryNames(), QStringList());
        }
    }

    void namesOperationsOnce()
    {
        QSet<QByteArray> operations;
        const std::vector<Route> table = m_routes.table();
        for (const Route &route : table)
            operations += route.operation;
        QCOMPARE(operations.size(), static_cast<qsizetype>(table.size()));
        QVERIFY(!operations.contains(""));
    }

private:
    void addRows()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("summary");
        QTest::addColumn<bool>("hasBody");
        for (const Route &route : m_routes.table())
            QTest::newRow(route.operation.constData())
                << route.method << route.pattern << route.summary << !route.contract.body.isEmpty();
    }

    Engine m_engine{{.workers = 1}};
    Routes m_routes{m_engine, {}};
};

STANDIN_TEST(TestRoutes)

#include "tst_routes.moc"
