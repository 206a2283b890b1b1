// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "scenario/file/scenariofolder.h"
#include "scenario/run/runselection.h"

namespace Standin::Rest {

/// The body that starts a run: which scenarios, and how. Its members mean what the options of `standin run` do.
class RunRequest
{
public:
    /// InvalidArgument with a JSON pointer.
    [[nodiscard]] static Result<RunRequest> from(const QByteArray &body);

    /// The first id that the folder does not have; empty: it has all. InvalidArgument for what is no id.
    [[nodiscard]] Result<QString> unknownOne(const Scenarios::ScenarioFolder &folder) const;
    /// Reads and checks the scenarios; without a name all of the folder.
    [[nodiscard]] Scenarios::RunSelection select(const Scenarios::ScenarioFolder &folder) const;
    [[nodiscard]] const Scenarios::BatchTerms &terms() const { return m_terms; }

private:
    void readScenario(JsonReader &reader);
    void readTerms(JsonReader &reader);
    void readBroker(JsonReader &reader);
    void readSeed(JsonReader &reader);

    JsonText m_sent; ///< the scenario itself; undefined: m_ids
    QStringList m_ids;
    QStringList m_tags;
    Scenarios::BatchTerms m_terms;
    Scenarios::Access m_access = Scenarios::Access::All; ///< of those in the folder
};

} // namespace Standin::Rest
