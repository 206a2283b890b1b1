// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/profiledocument.h"
#include "models/ruletablemodel.h"

#include <QCoreApplication>

#include <functional>

namespace Standin::Gui {

class ProfileDocuments;

/// Changes the rules of a device where they are kept: in the RuleBook, or in the document of the device's profile,
/// which has unsaved changes then. Each change is refused when the rule is not as it was shown any more.
class RuleEdits final
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::RuleEdits)

public:
    using Row = Models::RuleTableModel::Row;

    enum class Place {
        Program, ///< the RuleBook
        Profile,
    };

    /// Both must outlive it.
    RuleEdits(Fleet &fleet, ProfileDocuments &documents);

    void setDocument(const DocumentPtr &document) { m_document = document; }

    /// Whether the rule could be kept there. `where` of the error is a JSON pointer into the rule.
    [[nodiscard]] Result<> check(const Rules::Rule &rule, Place place) const;

    // The errors of these have a pointer into the rule, too.

    /// Before the others there.
    Result<> add(const Rules::Rule &rule, Place place);
    /// Another rule of the same id; a rule without one gets that of the row.
    Result<> replace(const Row &row, Rules::Rule rule);

    Result<> remove(const Row &row);
    /// Puts it in the place of a neighbour.
    Result<> move(const Row &row, const Row &toPlaceOf);

private:
    using RuleList = QList<Rules::Rule>;

    [[nodiscard]] Result<> checkIsAsShown(const Row &row) const;
    /// Gives the profile other rules; `place` is that of the rule that the errors are about.
    Result<> setProfileRules(const RuleList &rules, qsizetype place);

    Fleet &m_fleet;
    ProfileDocuments &m_documents;
    DocumentPtr m_document;
};

} // namespace Standin::Gui
