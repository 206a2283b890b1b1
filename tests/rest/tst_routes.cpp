// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
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
        // A stream would have no end; it has no limit either, so this is answered at once.
        const QString query = path == u"/api/v1/events" ? u"?limit=1"_s : QString();
        const Answer answer = Client(*url).call(method, path + query);
        QVERIFY(answer.status != 0 && answer.status != 405);
        QVERIFY2(!answer.body.contains("no such path"), answer.body.constData());
        const QByteArray allowed = Client(*url).call("OPTIONS", path).field("allow");
        QVERIFY2(allowed.split(',').contains(' ' + method) || allowed.startsWith(method), allowed.constData());
        QCOMPARE(allowed.contains("HEAD"), allowed.contains("GET"));
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
        for (const Route &route : m_routes.table())
            QTest::newRow(route.operation.constData()) << route.method << route.pattern << route.summary;
    }

    Engine m_engine{{.workers = 1}};
    Routes m_routes{m_engine, {}};
};

STANDIN_TEST(TestRoutes)

#include "tst_routes.moc"
