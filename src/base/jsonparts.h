// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QHash>
#include <QList>

namespace Standin {

/// The members of an object or the elements of an array, in their order in the text. Made in time linear in the length
/// of the text.
class JsonParts
{
public:
    /// For a value that is neither an object nor an array there are none.
    explicit JsonParts(JsonText container);

    [[nodiscard]] qsizetype size() const { return m_parts.size(); }
    [[nodiscard]] JsonText value(qsizetype index) const;
    /// Empty in an array.
    [[nodiscard]] QString key(qsizetype index) const;
    /// The last one of equal keys, as in other JSON readers; -1 if there is none.
    [[nodiscard]] qsizetype indexOf(QStringView key) const;
    /// indexOf() for all keys, for many look-ups.
    [[nodiscard]] QHash<QString, qsizetype> indexes() const;

    /// Offsets in the text of the container; those of a key include its quotes and are 0 in an array.
    struct Part
    {
        quint32 keyBegin = 0;
        quint32 keyEnd = 0;
        quint32 begin = 0;
        quint32 end = 0;
    };

    [[nodiscard]] const Part &part(qsizetype index) const { return m_parts[index]; }

private:
    [[nodiscard]] QByteArrayView keyText(const Part &part) const;

    JsonText m_container;
    QList<Part> m_parts;
};

} // namespace Standin
