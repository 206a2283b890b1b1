// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonwriter.h"

#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace Standin {

JsonWriter &JsonWriter::key(QByteArrayView name)
{
    separate();
    const qsizetype at = m_text.size();
    m_text.resize(at + name.size() + 3);
    char *out = m_text.data() + at;
    *out++ = '"';
    out = std::copy(name.begin(), name.end(), out);
    *out++ = '"';
    *out = ':';
    return *this;
}

JsonWriter &JsonWriter::string(QStringView text)
{
    const auto isPlain = [](QChar c) { return c >= u' ' && c < u'\x7f' && c != u'"' && c != u'\\'; };
    if (!std::ranges::all_of(text, isPlain))
        return json(Json::quoted(text));
    separate();
    const qsizetype at = m_text.size();
    m_text.resize(at + text.size() + 2);
    char *out = m_text.data() + at;
    *out++ = '"';
    out = std::ranges::transform(text, out, [](QChar c) { return c.toLatin1(); }).out;
    *out = '"';
    return *this;
}

JsonWriter &JsonWriter::number(qint64 value)
{
    std::array<char, 24> digits;
    const auto [last, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    Q_ASSERT(error == std::errc());
    return json(QByteArrayView(digits.data(), last));
}

JsonWriter &JsonWriter::json(QByteArrayView value)
{
    separate();
    m_text += value;
    return *this;
}

JsonWriter &JsonWriter::begin(char brace)
{
    separate();
    m_text += brace;
    return *this;
}

JsonWriter &JsonWriter::end(char brace)
{
    m_text += brace;
    return *this;
}

void JsonWriter::separate()
{
    if (m_text.isEmpty())
        return;
    const char last = m_text.back();
    if (last != '{' && last != '[' && last != ':' && last != ',')
        m_text += ',';
}

} // namespace Standin
