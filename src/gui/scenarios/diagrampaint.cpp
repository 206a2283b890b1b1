// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/diagrampaint.h"

#include "gui/style/colors.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// Writes the attributes of an element that a style sheet would give it.
class DiagramPaint
{
public:
    DiagramPaint(QXmlStreamWriter &out, const QPalette &palette)
        : m_out(out)
        , m_palette(palette)
    {}

    /// `mark`: the class of the row around it.
    void paint(QStringView element, QStringView kind, QStringView mark)
    {
        if (element == u"text") {
            const QColor plain = kind == u"time" ? Colors::muted(m_palette) : m_palette.color(QPalette::Text);
            write(u"fill"_s, marked(mark, plain));
        } else if (kind == u"lane") {
            write(u"stroke"_s, m_palette.color(QPalette::Mid));
        } else if (kind == u"head") {
            write(u"fill"_s, m_palette.color(QPalette::AlternateBase));
            write(u"stroke"_s, m_palette.color(QPalette::Mid));
        } else if (kind == u"arrow") {
            write(u"stroke"_s, marked(mark, m_palette.color(QPalette::Link)));
            m_out.writeAttribute(u"stroke-width"_s, mark == u"wrong" ? u"2.5"_s : u"1.5"_s);
        } else if (kind == u"tip") {
            write(u"fill"_s, marked(mark, m_palette.color(QPalette::Link)));
        } else if (kind == u"note") {
            write(u"fill"_s, m_palette.color(QPalette::AlternateBase));
            write(u"stroke"_s, marked(mark, Colors::muted(m_palette)));
        } else if (kind == u"failure") {
            write(u"stroke"_s, Colors::bad(m_palette));
            m_out.writeAttribute(u"stroke-dasharray"_s, u"6 4"_s);
        }
    }

private:
    void write(const QString &name, const QColor &color) { m_out.writeAttribute(name, color.name()); }
    [[nodiscard]] QColor marked(QStringView mark, const QColor &plain) const
    {
        if (mark == u"wrong")
            return Colors::bad(m_palette);
        return mark == u"near" ? Colors::warning(m_palette) : plain;
    }

    QXmlStreamWriter &m_out;
    const QPalette &m_palette;
};

} // namespace

QByteArray paintedDiagram(const QByteArray &svg, const QPalette &palette)
{
    QByteArray painted;
    QXmlStreamReader in(svg);
    QXmlStreamWriter out(&painted);
    DiagramPaint paint(out, palette);
    QString mark;
    while (!in.atEnd()) {
        in.readNext();
        if (in.isStartElement() && (in.name() == u"style" || in.name() == u"title")) {
            in.skipCurrentElement();
        } else if (in.isStartElement()) {
            const QString kind = in.attributes().value(u"class"_s).toString();
            if (in.name() == u"g")
                mark = kind;
            out.writeStartElement(in.name().toString());
            if (in.name() == u"svg") {
                out.writeDefaultNamespace(in.namespaceUri().toString());
                out.writeAttribute(u"font-family"_s, u"sans-serif"_s);
                out.writeAttribute(u"font-size"_s, u"12"_s);
            }
            out.writeAttributes(in.attributes());
            paint.paint(in.name(), kind, mark);
        } else if (in.isEndElement()) {
            if (in.name() == u"g")
                mark.clear();
            out.writeEndElement();
        } else if (in.isCharacters()) {
            out.writeCharacters(in.text().toString());
        }
    }
    return painted;
}

} // namespace Standin::Gui
