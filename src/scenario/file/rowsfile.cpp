// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/rowsfile.h"

#include "base/errortext.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonbuilder.h"
#include "scenario/file/devicenames.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostCsvBytes = 64 * 1024 * 1024;
constexpr qsizetype mostColumns = 1000;

struct Field
{
    QByteArray text = {};
    bool isQuoted = false;
};

/// Reads a CSV text record by record.
class CsvReader
{
public:
    explicit CsvReader(const QByteArray &text)
        : m_text(text)
        , m_at(Json::byteOrderMarkSize(text))
    {
        const QByteArrayView first = QByteArrayView(text).first(std::max<qsizetype>(0, text.indexOf('\n')));
        m_separator = !first.contains(',') && first.contains(';') ? ';' : ',';
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    /// Of the record that was read last, from 1.
    [[nodiscard]] int line() const { return m_line; }

    /// InvalidArgument for a quote without its end or in the middle of a field.
    Result<QList<Field>> next()
    {
        m_line = m_nextLine;
        QList<Field> fields;
        do {
            Field field;
            if (const auto taken = m_at < m_text.size() && m_text[m_at] == '"' ? takeQuoted(field) : takePlain(field);
                !taken)
                return Failure(taken.error());
            fields.append(field);
        } while (take(m_separator) && fields.size() <= mostColumns);
        take('\r');
        if (take('\n'))
            ++m_nextLine;
        return fields;
    }

private:
    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] bool isEndOfField() const
    {
        const char c = m_at < m_text.size() ? m_text[m_at] : '\n';
        return c == m_separator || c == '\n' || (c == '\r' && QByteArrayView(m_text).sliced(m_at).startsWith("\r\n"));
    }

    Result<> takeQuoted(Field &field)
    {
        field.isQuoted = true;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\n')
                ++m_nextLine;
            if (m_text[m_at] != '"') {
                field.text += m_text[m_at];
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '"') {
                field.text += '"';
                ++m_at;
            } else {
                ++m_at;
                return isEndOfField() ? Result<>() : fault(u"expected a separator behind the closing quote"_s);
            }
        }
        return fault(u"a quote without its end"_s);
    }

    Result<> takePlain(Field &field)
    {
        while (!isEndOfField())
            field.text += m_text[m_at++];
        return field.text.contains('"') ? fault(u"a quote in the middle of a field"_s) : Result<>();
    }

    [[nodiscard]] Result<> fault(const QString &message) const
    {
        return failure(ErrorCode::InvalidArgument, message, u"line %1"_s.arg(m_line));
    }

    const QByteArray &m_text;
    qsizetype m_at;
    char m_separator = ',';
    int m_line = 1;
    int m_nextLine = 1;
};

JsonText valueOf(const Field &field)
{
    const auto value = field.isQuoted ? JsonText() : JsonText::parse(field.text).value_or(JsonText());
    const bool isTyped = value.isNumber() || value.isBool();
    return isTyped ? value : JsonText::string(QString::fromUtf8(field.text));
}

/// The names of the first record.
Result<QStringList> namesOf(const QList<Field> &fields)
{
    QStringList names;
    for (const Field &field : fields) {
        const QString name = QString::fromUtf8(field.text).trimmed();
        if (!DeviceNames::isName(name) || names.contains(name))
            return failure(ErrorCode::InvalidArgument,
                           ErrorText::expected(u"names of columns, each once, of letters, digits, \"_\" and \"-\""_s,
                                               ErrorText::found(name)),
                           u"line 1"_s);
        names.append(name);
    }
    return names;
}

} // namespace

Result<QList<JsonText>> rowsFromCsv(const QByteArray &text)
{
    CsvReader reader(text);
    const auto names = reader.next().and_then(namesOf);
    if (!names)
        return Failure(names.error());
    QList<JsonText> rows;
    while (!reader.atEnd()) {
        const auto fields = reader.next();
        if (!fields)
            return Failure(fields.error());
        const QString where = u"line %1"_s.arg(reader.line());
        if (fields->size() == 1 && fields->first().text.isEmpty() && !fields->first().isQuoted)
            continue; // an empty line
        if (fields->size() != names->size())
            return failure(ErrorCode::InvalidArgument,
                           ErrorText::expected(u"%1 fields"_s.arg(names->size()), QString::number(fields->size())),
                           where);
        if (rows.size() == Rows::most)
            return failure(ErrorCode::TooLarge, u"more than %1 rows"_s.arg(Rows::most), where);
        JsonBuilder row;
        for (qsizetype i = 0; i < fields->size(); ++i)
            row.add(names->at(i), valueOf(fields->at(i)));
        rows.append(row.object());
    }
    if (rows.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"rows behind the names of the columns"_s, u"none"_s));
    return rows;
}

Result<QList<JsonText>> rowsOf(const Scenario &scenario)
{
    if (scenario.rows.csv.isEmpty())
        return scenario.rows.inlined;
    return fileFor(scenario, scenario.rows.csv).and_then([](const QString &path) {
        return File::read(path, mostCsvBytes).and_then(rowsFromCsv).map_error([&path](const Error &error) {
            return error.inFile(path);
        });
    });
}

} // namespace Standin::Scenarios
