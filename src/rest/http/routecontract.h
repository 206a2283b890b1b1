// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QList>
#include <QStringList>

namespace Standin::Rest {

/// An answer of a route: its status, the schema of its body, and its Content-Type without parameters.
struct AnswerContract
{
    int status = 200;
    QByteArray schema = {};
    QByteArray type = QByteArrayLiteral("application/json");
};

/// What a route takes and answers, for the description of the interface. Parameters, schemas and headers are names of
/// components (resources/openapi). The arguments of the path, and what every route may answer, are not given here.
struct RouteContract
{
    /// Of the query and the head. The name of a parameter is what stands behind the last dot; that of a field of the
    /// head begins with a capital letter.
    QByteArrayList parameters = {};
    bool toleratesUnknown = false; ///< others in the query are no error; the answer names them
    QByteArray body = {};          ///< schema of the request's body; empty: none is read
    bool mayBeEmpty = false;       ///< an empty body stands for {}
    QList<AnswerContract> answers = {};
    QList<int> problems = {};    ///< statuses of problems with no members of their own
    QByteArrayList headers = {}; ///< of successful answers

    /// The names of the parameters of the query.
    [[nodiscard]] QStringList queryNames() const;
};

} // namespace Standin::Rest
