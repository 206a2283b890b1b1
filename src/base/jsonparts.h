// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QHash>
#include <QList>

namespace Standin {

/// The members of an object, or the elements of an array, in the order they were written in. Made in time linear in the
/// text.
class JsonParts
{
public:
    /// Of what is no object and no array there are none.
    explicit JsonParts(JsonText container);

    [[nodiscard]] qsizetype size() const { return m_parts.size(); }
    [[nodiscard]] JsonText value(qsizetype index) const;
    /// Empty in an array.
    [[nodiscard]] QString key(qsizetype index) const;
    /// Of several the last one, as other readers of JSON do; -1 where there is none.
    [[nodiscard]] qsizetype indexOf(QStringView key) const;
    /// indexOf() for each key, for looking for many.
    [[nodiscard]] QHash<QString, qsizetype> indexes() const;

    /// Offsets in the text of the container; of a key with its quotes, both 0 in an array.
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
