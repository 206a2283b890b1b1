// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/apidescription.h"
#include "rest/client.h"
#include "rest/openapi/openapidocument.h"
#include "rest/restserver.h"
#include "rest/routes.h"
#include "support/testprogram.h"

#include <QJsonArray>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// The description of the interface, which is made from the table of routes.
class TestOpenApiDocument : public QObject
{
    Q_OBJECT

private slots:
    void describesEveryRoute_data();
    void describesEveryRoute();
    void describesEveryArgument_data() { describesEveryRoute_data(); }
    void describesEveryArgument();
    void describesNothingElse();
    void refersToWhatIsThere();
    void hasNoUnusedComponent();
    void itsExamplesAreOfTheirSchemas();
    void knowsTheLimitsOfAwaits_data();
    void knowsTheLimitsOfAwaits();
    void isServed();

private:
    [[nodiscard]] QJsonObject operationOf(const QByteArray &method, const QByteArray &pattern) const
    {
        return m_document.value(u"paths"_s)[QString::fromLatin1(pattern)][QString::fromLatin1(method.toLower())]
            .toObject();
    }
    [[nodiscard]] QJsonObject components(const QString &kind) const
    {
        return m_document.value(u"components"_s)[kind].toObject();
    }

    Engine m_engine{{.workers = 1}};
    Routes m_routes{m_engine, {}};
    const QJsonObject m_document = OpenApiDocument::of(m_routes.table());
};

namespace {

/// All references below a value.
void collect(const QJsonValue &value, QStringList &references)
{
    if (value.isArray()) {
        for (const auto &one : value.toArray())
            collect(one, references);
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == u"$ref"_s)
            references.append(member.value().toString());
        else
            collect(member.value(), references);
    }
}

} // namespace

void TestOpenApiDocument::describesEveryRoute_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("pattern");
    for (const Route &route : m_routes.table())
        QTest::newRow(route.operation.constData()) << route.method << route.pattern;
}

void TestOpenApiDocument::describesEveryRoute()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, pattern);
    const QJsonObject operation = operationOf(method, pattern);
    QCOMPARE(operation.value(u"operationId"_s).toString(), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!operation.value(u"summary"_s).toString().isEmpty());
    QJsonArray tags;
    for (const auto &tag : m_document.value(u"tags"_s).toArray())
        tags.append(tag.toObject().value(u"name"_s));
    QVERIFY(tags.contains(operation.value(u"tags"_s).toArray().at(0)));
    const QJsonObject responses = operation.value(u"responses"_s).toObject();
    QVERIFY(responses.contains(u"200"_s) || responses.contains(u"201"_s) || responses.contains(u"202"_s));
    QVERIFY(responses.contains(u"400"_s));
    for (auto one = responses.begin(); one != responses.end(); ++one) {
        if (one.key() < u"300"_s)
            QVERIFY(!one.value()[u"content"_s].toObject().isEmpty());
    }
    if (method == "PUT" || method == "PATCH")
        QVERIFY(operation.contains(u"requestBody"_s));
    if (method == "GET" || method == "DELETE")
        QVERIFY(!operation.value(u"requestBody"_s)[u"required"_s].toBool());
}

void TestOpenApiDocument::describesEveryArgument()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, pattern);
    const QJsonObject all = components(u"parameters"_s);
    QStringList names;
    for (const auto &parameter : operationOf(method, pattern).value(u"parameters"_s).toArray()) {
        const QString name = parameter[u"$ref"_s].toString().section(u'/', -1);
        const QJsonObject described = all.value(name).toObject();
        QVERIFY2(!described.isEmpty(), qPrintable(name));
        if (described.value(u"in"_s) == u"path"_s)
            names.append(u'{' + described.value(u"name"_s).toString() + u'}');
    }
    QCOMPARE(QString::fromLatin1(pattern).count(u'{'), names.size());
    for (const QString &name : names)
        QVERIFY(QString::fromLatin1(pattern).contains(name));
}

void TestOpenApiDocument::describesNothingElse()
{
    qsizetype operations = 0;
    for (const auto &path : m_document.value(u"paths"_s).toObject())
        operations += path.toObject().size();
    QCOMPARE(operations, static_cast<qsizetype>(m_routes.table().size()));
}

void TestOpenApiDocument::refersToWhatIsThere()
{
    QStringList references;
    collect(m_document, references);
    QVERIFY(references.size() > 100);
    for (const QString &reference : std::as_const(references)) {
        const QString kind = reference.section(u'/', 2, 2);
        QVERIFY2(components(kind).contains(reference.section(u'/', 3)), qPrintable(reference));
    }
}

void TestOpenApiDocument::hasNoUnusedComponent()
{
    QStringList references;
    collect(m_document, references);
    for (const QString &kind : {u"schemas"_s, u"parameters"_s, u"responses"_s, u"headers"_s}) {
        for (const QString &name : components(kind).keys())
            QVERIFY2(references.contains(u"#/components/%1/%2"_s.arg(kind, name)), qPrintable(name));
    }
}

void TestOpenApiDocument::itsExamplesAreOfTheirSchemas()
{
    ApiDescription description(m_document);
    int count = 0;
    const QJsonObject schemas = components(u"schemas"_s);
    for (auto schema = schemas.begin(); schema != schemas.end(); ++schema) {
        for (const auto &example : schema.value()[u"examples"_s].toArray()) {
            const QString fault =
                description.faultOf(example, {{u"$ref"_s, u"#/components/schemas/"_s + schema.key()}});
            QVERIFY2(fault.isEmpty(), qPrintable(schema.key() + u": "_s + fault));
            ++count;
        }
    }
    QVERIFY(count > 20);
}

void TestOpenApiDocument::knowsTheLimitsOfAwaits_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QJsonObject>("members");
    QTest::addColumn<bool>("isAllowed");
    const auto patterns = [](int count) { return QJsonArray::fromVariantList(QVariantList(count, QVariantMap())); };
    const QString verify = u"VerifyRequest"_s;
    QTest::newRow("no order") << verify << QJsonObject{{u"inOrder"_s, patterns(0)}} << false;
    QTest::newRow("an order") << verify << QJsonObject{{u"inOrder"_s, patterns(1)}} << true;
    QTest::newRow("a long order") << verify << QJsonObject{{u"inOrder"_s, patterns(1000)}} << true;
    QTest::newRow("too long an order") << verify << QJsonObject{{u"inOrder"_s, patterns(1001)}} << false;
    QTest::newRow("many") << verify << QJsonObject{{u"exactly"_s, 999}} << true;
    QTest::newRow("too many") << verify << QJsonObject{{u"exactly"_s, 1000}} << false;
    QTest::newRow("no device") << verify << QJsonObject{{u"devices"_s, QJsonArray()}} << false;
    QTest::newRow("await nothing") << u"AwaitRequest"_s << QJsonObject{{u"count"_s, 0}} << false;
    QTest::newRow("await many") << u"AwaitRequest"_s << QJsonObject{{u"count"_s, 1000}} << true;
    QTest::newRow("await too many") << u"AwaitRequest"_s << QJsonObject{{u"count"_s, 1001}} << false;
}

void TestOpenApiDocument::knowsTheLimitsOfAwaits()
{
    QFETCH(QString, schema);
    QFETCH(QJsonObject, members);
    QFETCH(bool, isAllowed);
    members.insert(u"after"_s, 0);
    ApiDescription description(m_document);
    const QString fault = description.faultOf(members, {{u"$ref"_s, u"#/components/schemas/"_s + schema}});
    QVERIFY2(fault.isEmpty() == isAllowed, qPrintable(fault));
}

void TestOpenApiDocument::isServed()
{
    RestServer server(m_engine, {.port = 0});
    const auto url = server.listen();
    QVERIFY(url);
    const Answer answer = Client(*url).get(u"/openapi.json"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json(), m_document);
    QCOMPARE(answer.json()[u"openapi"_s].toString(), u"3.1.0"_s);
    QVERIFY(!answer.json()[u"info"_s][u"version"_s].toString().isEmpty());
}

STANDIN_TEST(TestOpenApiDocument)
#include "tst_openapidocument.moc"
