// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/jsonequality.h"

#include <QList>

#include <utility>

namespace Standin::Match {

namespace {

class Comparison
{
public:
    explicit Comparison(JsonEquality options)
        : m_options(options)
    {}

    /// Counts a step; false when there are none left.
    bool spend() { return --m_stepsLeft >= 0; }

    bool equal(const QJsonValue &expected, const QJsonValue &actual)
    {
        if (!spend())
            return false;
        if (expected.isObject() && actual.isObject())
            return equalObjects(expected.toObject(), actual.toObject());
        if (expected.isArray() && actual.isArray())
            return equalArrays(expected.toArray(), actual.toArray());
        return expected == actual;
    }

private:
    bool equalObjects(const QJsonObject &expected, const QJsonObject &actual);
    bool equalArrays(const QJsonArray &expected, const QJsonArray &actual);

    const JsonEquality m_options;
    int m_stepsLeft = JsonEquality::mostSteps;
};

/// Finds a partner in one array for each element of another, of the same size.
class Pairing
{
public:
    Pairing(Comparison &comparison, const QJsonArray &expected, const QJsonArray &actual)
        : m_comparison(comparison)
        , m_expected(expected)
        , m_actual(actual)
        , m_chosen(expected.size(), -1)
        , m_partner(actual.size(), -1)
    {}

    bool isComplete()
    {
        for (qsizetype wanted = 0; wanted < m_expected.size(); ++wanted) {
            if (!takeFree(wanted) && !exchange(wanted))
                return false;
        }
        return true;
    }

private:
    bool fits(qsizetype wanted, qsizetype candidate)
    {
        return m_comparison.equal(m_expected[wanted], m_actual[candidate]);
    }

    /// Begins at the same index, because the order is mostly the same.
    bool takeFree(qsizetype wanted)
    {
        for (qsizetype i = 0; i < m_actual.size() && m_comparison.spend(); ++i) {
            const qsizetype candidate = (wanted + i) % m_actual.size();
            if (m_partner[candidate] < 0 && fits(wanted, candidate)) {
                m_partner[candidate] = wanted;
                m_chosen[wanted] = candidate;
                return true;
            }
        }
        return false;
    }

    /// With ignoreExtra one element may fit several; so other pairs are changed if this frees an element (the shortest
    /// augmenting path).
    bool exchange(qsizetype wanted)
    {
        QList<qsizetype> reachedBy(m_actual.size(), -1);
        QList<qsizetype> queue = {wanted};
        for (qsizetype head = 0; head < queue.size(); ++head) {
            for (qsizetype candidate = 0; candidate < m_actual.size() && m_comparison.spend(); ++candidate) {
                if (reachedBy[candidate] >= 0 || !fits(queue[head], candidate))
                    continue;
                reachedBy[candidate] = queue[head];
                if (m_partner[candidate] < 0) {
                    shift(candidate, reachedBy);
                    return true;
                }
                queue.append(m_partner[candidate]);
            }
        }
        return false;
    }

    /// Changes the pairs along the path that has reached `candidate`, back to its start.
    void shift(qsizetype candidate, const QList<qsizetype> &reachedBy)
    {
        while (candidate >= 0) {
            const qsizetype taker = reachedBy[candidate];
            m_partner[candidate] = taker;
            candidate = std::exchange(m_chosen[taker], candidate);
        }
    }

    Comparison &m_comparison;
    const QJsonArray &m_expected;
    const QJsonArray &m_actual;
    QList<qsizetype> m_chosen;  ///< by expected element
    QList<qsizetype> m_partner; ///< by actual element
};

bool Comparison::equalObjects(const QJsonObject &expected, const QJsonObject &actual)
{
    if (m_options.ignoreExtra ? expected.size() > actual.size() : expected.size() != actual.size())
        return false;
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const QJsonValue found = actual.value(it.key());
        if (found.isUndefined() || !equal(it.value(), found))
            return false;
    }
    return true;
}

bool Comparison::equalArrays(const QJsonArray &expected, const QJsonArray &actual)
{
    if (expected.size() != actual.size())
        return false;
    if (m_options.ignoreOrder)
        return Pairing(*this, expected, actual).isComplete();
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (!equal(expected[i], actual[i]))
            return false;
    }
    return true;
}

} // namespace

bool JsonEquality::holds(const QJsonValue &expected, const QJsonValue &actual) const
{
    return Comparison(*this).equal(expected, actual);
}

} // namespace Standin::Match
