// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

namespace Standin {

/// Appends JSON to a text, for answers that are made often: it needs no memory of its own. Commas are set between
/// members and between elements. Keys are plain ASCII that needs no escape. The caller closes what it opens.
class JsonWriter
{
public:
    /// The text must outlive the writer. It may already have the beginning of an object or an array.
    explicit JsonWriter(QByteArray &text)
        : m_text(text)
    {}

    JsonWriter &beginObject() { return begin('{'); }
    JsonWriter &endObject() { return end('}'); }
    JsonWriter &beginArray() { return begin('['); }
    JsonWriter &endArray() { return end(']'); }

    /// The key of the value that is written next.
    JsonWriter &key(QByteArrayView name);
    JsonWriter &string(QStringView text);
    JsonWriter &number(qint64 value);
    /// A value that is JSON already.
    JsonWriter &json(QByteArrayView value);

private:
    JsonWriter &begin(char brace);
    JsonWriter &end(char brace);
    void separate();

    QByteArray &m_text;
};

} // namespace Standin
