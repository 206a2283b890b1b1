// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/junitreport.h"

#include "base/isotime.h"
#include "scenario/report/plaintext.h"

#include <QXmlStreamWriter>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// XML 1.0 has no way to write these characters.
QString allowed(const QString &text)
{
    QString clean = text;
    for (QChar &c : clean) {
        const bool isControl = c < u' ' && c != u'\t' && c != u'\n' && c != u'\r';
        if (isControl || c == QChar(0xFFFE) || c == QChar(0xFFFF))
            c = QChar::ReplacementCharacter;
    }
    return clean.isValidUtf16() ? clean : QString::fromUtf8(clean.toUtf8());
}

QString seconds(qint64 micros)
{
    constexpr double microsInSecond = 1e6;
    return QString::number(static_cast<double>(micros) / microsInSecond, 'f', 3);
}

struct Suite
{
    QString name;
    QList<const RunReport *> runs;

    [[nodiscard]] qsizetype failures() const { return count(true); }
    [[nodiscard]] qsizetype errors() const { return count(false); }
    [[nodiscard]] qint64 took() const
    {
        qint64 sum = 0;
        for (const RunReport *run : runs)
            sum += run->tookMicros;
        return sum;
    }

private:
    [[nodiscard]] qsizetype count(bool isFailure) const
    {
        qsizetype number = 0;
        for (const RunReport *run : runs)
            number += run->verdict != Verdict::Passed && (run->verdict == Verdict::Failed) == isFailure;
        return number;
    }
};

QList<Suite> suitesOf(const BatchReport &report)
{
    QList<Suite> suites;
    QHash<QString, qsizetype> places;
    for (const RunReport &run : report.runs) {
        const QString key = run.path + u'\n' + run.scenario;
        if (!places.contains(key)) {
            places.insert(key, suites.size());
            suites.append({run.scenario, {}});
        }
        suites[places.value(key)].runs.append(&run);
    }
    return suites;
}

void writeProperty(QXmlStreamWriter &xml, const QString &name, const QString &value)
{
    xml.writeEmptyElement(u"property"_s);
    xml.writeAttribute(u"name"_s, name);
    xml.writeAttribute(u"value"_s, allowed(value));
}

void writeCounts(QXmlStreamWriter &xml, qsizetype tests, qsizetype failures, qsizetype errors)
{
    xml.writeAttribute(u"tests"_s, QString::number(tests));
    xml.writeAttribute(u"failures"_s, QString::number(failures));
    xml.writeAttribute(u"errors"_s, QString::number(errors));
}

void writeCase(QXmlStreamWriter &xml, const RunReport &run)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"name"_s, allowed(run.title()));
    xml.writeAttribute(u"classname"_s, allowed(run.scenario));
    xml.writeAttribute(u"time"_s, seconds(run.tookMicros));
    if (run.verdict != Verdict::Passed) {
        xml.writeStartElement(run.verdict == Verdict::Failed ? u"failure"_s : u"error"_s);
        xml.writeAttribute(u"message"_s, allowed(run.reason()));
        xml.writeAttribute(u"type"_s, toString(run.verdict));
        xml.writeCharacters(allowed(failureText(run)));
        xml.writeEndElement();
    }
    xml.writeTextElement(u"system-out"_s, allowed(stepsText(run)));
    xml.writeEndElement();
}

void writeSuite(QXmlStreamWriter &xml, const Suite &suite, quint64 seed)
{
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, allowed(suite.name));
    writeCounts(xml, suite.runs.size(), suite.failures(), suite.errors());
    xml.writeAttribute(u"skipped"_s, u"0"_s);
    xml.writeAttribute(u"time"_s, seconds(suite.took()));
    constexpr qsizetype untilSeconds = 19; // 2026-01-31T12:00:00
    xml.writeAttribute(u"timestamp"_s, isoTime(suite.runs.first()->startedAt).first(untilSeconds));
    xml.writeStartElement(u"properties"_s);
    writeProperty(xml, u"file"_s, suite.runs.first()->path);
    writeProperty(xml, u"seed"_s, QString::number(seed));
    xml.writeEndElement();
    for (const RunReport *run : suite.runs)
        writeCase(xml, *run);
    xml.writeEndElement();
}

} // namespace

QByteArray junitXml(const BatchReport &report)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeAttribute(u"name"_s, u"standin"_s);
    const QList<Suite> suites = suitesOf(report);
    qsizetype failures = 0;
    qsizetype errors = 0;
    for (const Suite &suite : suites) {
        failures += suite.failures();
        errors += suite.errors();
    }
    writeCounts(xml, report.runs.size(), failures, errors);
    xml.writeAttribute(u"time"_s, seconds(report.tookMicros));
    for (const Suite &suite : suites)
        writeSuite(xml, suite, report.seed);
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

} // namespace Standin::Scenarios
