// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/templateshape.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// What a template may have rendered.
class TestTemplateShape : public QObject
{
    Q_OBJECT

private slots:
    void fits_data();
    void fits();
    void findsWhatChanges_data();
    void findsWhatChanges();
};

void TestTemplateShape::fits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rendered");
    QTest::addColumn<bool>("doesFit");
    QTest::newRow("literal") << "on"_ba
                             << "on"_ba << true;
    QTest::newRow("other literal") << "on"_ba
                                   << "off"_ba << false;
    QTest::newRow("whole string becomes a number") << R"({"t":"${now()}"})"_ba
                                                   << R"({"t":17})"_ba << true;
    QTest::newRow("inside of a string") << R"({"t":"at ${now()}"})"_ba
                                        << R"({"t":"at 17"})"_ba << true;
    QTest::newRow("other text around it") << R"({"t":"at ${now()}"})"_ba
                                          << R"({"t":"on 17"})"_ba << false;
    QTest::newRow("other member") << R"({"t":"${now()}"})"_ba
                                  << R"({"u":17})"_ba << false;
    QTest::newRow("outside of a string") << R"({"t":${now()}})"_ba
                                         << R"({"t":17})"_ba << true;
    QTest::newRow("script with braces") << R"(v=${({a: 1}).a})"_ba
                                        << "v=1"_ba << true;
    QTest::newRow("escaped") << "$${now()}"_ba
                             << "${now()}"_ba << true;
    QTest::newRow("escaped beside another") << "$${a} ${now()}"_ba
                                            << "${a} 17"_ba << true;
    QTest::newRow("brace without an end") << "${now("_ba
                                          << "${now("_ba << true;
}

void TestTemplateShape::fits()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rendered);
    QFETCH(bool, doesFit);
    QCOMPARE(TemplateShape(text).fits(rendered), doesFit);
}

void TestTemplateShape::findsWhatChanges_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rendered");
    QTest::addColumn<QStringList>("places"); // "none": it cannot come from the template
    const QStringList none{u"none"_s};
    QTest::newRow("one") << R"({"code":0,"t":"${now()}"})"_ba
                         << R"({"t":17,"code":0})"_ba << QStringList{u"/t"_s};
    QTest::newRow("older spelling") << R"({"t":"{requestTime}"})"_ba
                                    << R"({"t":17})"_ba << QStringList{u"/t"_s};
    QTest::newRow("in an array") << R"({"a":[1,"${seq()}"]})"_ba
                                 << R"({"a":[1,2]})"_ba << QStringList{u"/a/1"_s};
    QTest::newRow("a whole object") << R"({"a":"${state.all}"})"_ba
                                    << R"({"a":{"b":1}})"_ba << QStringList{u"/a"_s};
    QTest::newRow("other value") << R"({"code":0,"t":"${now()}"})"_ba
                                 << R"({"code":1,"t":17})"_ba << none;
    QTest::newRow("more members") << R"({"t":"${now()}"})"_ba
                                  << R"({"t":17,"code":0})"_ba << none;
    QTest::newRow("longer array") << R"(["${now()}"])"_ba
                                  << R"([1,2])"_ba << none;
    QTest::newRow("not JSON") << R"({"t":${now()}})"_ba
                              << R"({"t":17})"_ba << none;
}

void TestTemplateShape::findsWhatChanges()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rendered);
    QFETCH(QStringList, places);
    const auto changing = TemplateShape(text).changingIn(*JsonText::parse(rendered));
    QCOMPARE(changing ? changing->values() : QStringList{u"none"_s}, places);
}

STANDIN_TEST(TestTemplateShape)
#include "tst_templateshape.moc"
