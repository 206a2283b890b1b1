// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/peername.h"
#include "support/certificates.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestPeerName : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();

private:
    Certificates m_certificates;
};

void TestPeerName::matches_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char *name, const QStringList &names, const QString &host, bool isMatch) {
        QTest::newRow(name) << names << host << isMatch;
    };
    row("common name alone", {}, u"broker.example"_s, false);
    row("common name beside another name", {u"other.example"_s}, u"broker.example"_s, false);
    row("name", {u"a.example"_s, u"broker.example"_s}, u"broker.example"_s, true);
    row("capitals", {u"Broker.Example"_s}, u"BROKER.example"_s, true);
    row("dot at the end", {u"broker.example"_s}, u"broker.example."_s, true);
    row("sub-domain", {u"broker.example"_s}, u"a.broker.example"_s, false);
    row("wildcard", {u"*.broker.example"_s}, u"a.broker.example"_s, true);
    row("wildcard for two labels", {u"*.broker.example"_s}, u"a.b.broker.example"_s, false);
    row("wildcard for none", {u"*.broker.example"_s}, u"broker.example"_s, false);
    row("wildcard for a top-level domain", {u"*.example"_s}, u"broker.example"_s, false);
    row("address", {u"127.0.0.1"_s}, u"127.0.0.1"_s, true);
    row("another address", {u"127.0.0.1"_s}, u"127.0.0.2"_s, false);
    row("IPv6", {u"::1"_s}, u"0:0:0:0:0:0:0:1"_s, true);
    row("address for a name", {u"127.0.0.1"_s}, u"localhost"_s, false);
    row("name for an address", {u"localhost"_s}, u"127.0.0.1"_s, false);
    row("international name", {u"xn--brse-5qa.example"_s}, u"börse.example"_s, true);
}

void TestPeerName::matches()
{
    QFETCH(QStringList, names);
    QFETCH(QString, host);
    const auto issued = m_certificates.issue(u"server"_s, {.commonName = u"broker.example"_s, .names = names});
    QTEST(PeerName::matches(issued.toCertificate(), host), "isMatch");
}

STANDIN_TEST(TestPeerName)
#include "tst_peername.moc"
