// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulesfile.h"

#include "base/errortext.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

const QString format = u"standin.rules/1"_s;

} // namespace

Result<QList<Rule>> RulesFile::parse(const QByteArray &text)
{
    auto document = JsonReader::parse(text);
    if (!document)
        return Failure(document.error());
    JsonReader &reader = *document;
    JsonText found;
    reader.read(u"format"_s, found);
    if (found.toString() != format)
        return failure(ErrorCode::UnsupportedFormat,
                       ErrorText::expected(u"\"%1\""_s.arg(format), ErrorText::found(found)), u"/format"_s);
    QList<Rule> rules;
    reader.readObjects(u"rules"_s, [&rules](JsonReader &inner) { rules.append(Rule::read(inner)); });
    if (!reader.has(u"rules"_s))
        reader.unexpected(u"rules"_s, u"an array of rules"_s);
    reader.refuseUnknownKeys();
    return reader.status().map([&rules] { return rules; });
}

Result<QList<Rule>> RulesFile::load(const QString &path)
{
    return File::read(path, maxFileBytes).and_then(&RulesFile::parse).map_error([&path](const Error &error) {
        return error.inFile(path);
    });
}

QByteArray RulesFile::toText(const QList<Rule> &rules)
{
    JsonBuilder array;
    for (const Rule &rule : rules)
        array.append(rule.toJson());
    const QByteArray text = JsonBuilder().add(u"format"_s, format).add(u"rules"_s, array.array()).object().toCompact();
    return Json::reindented(text, 4).value_or(text) + '\n';
}

Result<> RulesFile::save(const QList<Rule> &rules, const QString &path)
{
    return File::writeAtomically(path, toText(rules));
}

} // namespace Standin::Rules
