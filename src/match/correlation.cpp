// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlation.h"

#include "base/jsonscanner.h"

#include <vector>

namespace Standin::Match {

namespace {

/// The place of the best value of a key so far.
struct Place
{
    qsizetype depth = -1;
    qsizetype object = -1; ///< the offset of the object that contains it
};

/// Searches a message in one pass.
class Search
{
public:
    Search(const JsonText &json, const QStringList &keys)
        : m_json(json)
        , m_keys(keys)
        , m_places(keys.size())
        , m_values(keys.size())
    {}

    QList<CorrelationValue> run()
    {
        JsonScanner scanner(m_json.text());
        qsizetype index = -1;
        for (auto token = scanner.next(); token != JsonScanner::Token::None; token = scanner.next()) {
            if (token == JsonScanner::Token::Begin)
                m_containers.push_back(scanner.begin());
            else if (token == JsonScanner::Token::End)
                m_containers.pop_back();
            else if (token == JsonScanner::Token::Scalar && index >= 0)
                take(index, scanner);
            index = token == JsonScanner::Token::Key ? keyAt(scanner.text()) : -1;
        }
        QList<CorrelationValue> found;
        for (qsizetype i = 0; i < m_keys.size(); ++i) {
            if (!m_values[i].isUndefined())
                found.append({m_keys[i], m_values[i]});
        }
        return found;
    }

private:
    [[nodiscard]] qsizetype keyAt(QByteArrayView literal) const
    {
        for (qsizetype i = 0; i < m_keys.size(); ++i) {
            if (JsonText::spells(literal, m_keys[i]))
                return i;
        }
        return -1;
    }

    /// A key that occurs twice in one object has the last value, as in other JSON readers.
    void take(qsizetype index, const JsonScanner &scanner)
    {
        const auto depth = static_cast<qsizetype>(m_containers.size());
        Place &best = m_places[index];
        const bool isBetter = best.depth < 0 || depth < best.depth || m_containers.back() == best.object;
        const JsonText value = m_json.part(scanner.text());
        if (!isBetter || value.isNull())
            return;
        best = {.depth = depth, .object = m_containers.back()};
        m_values[index] = value;
    }

    const JsonText &m_json;
    const QStringList &m_keys;
    QList<Place> m_places;
    QList<JsonText> m_values;
    std::vector<qsizetype> m_containers; ///< the open containers of the scanner, by their offsets
};

} // namespace

QList<CorrelationValue> findCorrelation(const Message &message, const QStringList &keys)
{
    return keys.isEmpty() ? QList<CorrelationValue>() : Search(message.written(), keys).run();
}

Correlation toPlainText(const QList<CorrelationValue> &values)
{
    Correlation plain;
    for (const CorrelationValue &found : values)
        plain.append({found.key, found.value.toLookupText()});
    return plain;
}

} // namespace Standin::Match
