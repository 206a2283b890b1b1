// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonparts.h"

#include <QStringList>

namespace Standin {

/// Edits a JSON text of a user with minimal changes: the text of all other values, their order, the white space and
/// unknown keys are preserved.
///
/// The change is the difference between two values of the same form, `before` and `after`. `before` is the value read
/// from the text; it may contain defaults that the text omits.
class JsonEdit
{
public:
    /// The values at `opaqueKeys`, at any place, are replaced as a whole, never in part. An element of an array is
    /// identified by the first of `identityKeys` that is equal.
    JsonEdit(QStringList opaqueKeys, QStringList identityKeys);

    /// `text` must be valid JSON.
    [[nodiscard]] QByteArray applied(const QByteArray &text, const JsonText &before, const JsonText &after) const;

private:
    struct Item
    {
        QByteArray lead; ///< the white space before it, with or without a comma
        QByteArray body;
    };

    [[nodiscard]] QByteArray edited(const JsonText &source, const JsonText &before, const JsonText &after,
                                    const QByteArray &lead) const;
    /// `around`: the white space before the object or array.
    [[nodiscard]] QByteArray editedObject(const JsonText &source, const JsonText &before, const JsonText &after,
                                          const QByteArray &around) const;
    [[nodiscard]] QByteArray added(const QString &key, const JsonText &was, const JsonText &now,
                                   const QByteArray &lead) const;
    [[nodiscard]] QByteArray editedArray(const JsonText &source, const JsonText &before, const JsonText &after,
                                         const QByteArray &around) const;
    /// For each element of `after` its index in `before`; -1 for a new one.
    [[nodiscard]] QList<qsizetype> partners(const JsonParts &before, const JsonParts &after) const;

    const QStringList m_opaqueKeys;
    const QStringList m_identityKeys;
};

} // namespace Standin
