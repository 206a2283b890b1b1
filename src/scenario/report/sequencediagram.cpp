// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/report/sequencediagram.h"

#include "scenario/report/diagramrows.h"
#include "scenario/report/plaintext.h"

#include <algorithm>
#include <cmath>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

constexpr int timeWidth = 100;
constexpr int pageWidth = 1050; ///< what a few lanes are spread over
constexpr int narrowestLane = 230;
constexpr int widestLane = 420;
constexpr int rowHeight = 34;
constexpr int headHeight = 54;
constexpr int characterWidth = 7; ///< about, at 12 px

const auto style = R"(<style>
.standin-diagram{font:12px system-ui,sans-serif;--ink:#1f2328;--soft:#8b949e;--line:#d0d7de;--box:#f6f8fa;--bad:#cf222e;--near:#9a6700;--arrow:#0969da}
@media (prefers-color-scheme:dark){.standin-diagram{--ink:#e6edf3;--soft:#8b949e;--line:#3d444d;--box:#21262d;--bad:#ff7b72;--near:#d29922;--arrow:#58a6ff}}
.standin-diagram text{fill:var(--ink)}.standin-diagram .time{fill:var(--soft);font-size:11px}
.standin-diagram .lane{stroke:var(--line)}.standin-diagram .head{fill:var(--box);stroke:var(--line)}
.standin-diagram .arrow{stroke:var(--arrow);stroke-width:1.5}.standin-diagram .tip{fill:var(--arrow)}
.standin-diagram .note{fill:var(--box);stroke:var(--soft)}.standin-diagram .label{paint-order:stroke}
.standin-diagram .wrong .arrow,.standin-diagram .wrong .note{stroke:var(--bad);stroke-width:2.5}.standin-diagram .wrong .tip{fill:var(--bad)}
.standin-diagram .wrong text{fill:var(--bad);font-weight:600}.standin-diagram .near .arrow{stroke:var(--near)}
.standin-diagram .near .tip{fill:var(--near)}.standin-diagram .near text{fill:var(--near)}
.standin-diagram .failure{stroke:var(--bad);stroke-dasharray:6 4}
</style>)"_ba;

QString escaped(const QString &text)
{
    return xmlText(text).toHtmlEscaped();
}

QString fitting(const QString &text, int width)
{
    const qsizetype most = std::max(4, width / characterWidth);
    return escaped(text.size() <= most ? text : text.left(most - 1) + u'…');
}

/// Draws the rows from top to bottom.
class Drawing
{
public:
    explicit Drawing(const DiagramRows &diagram)
        : m_diagram(diagram)
        , m_lane(std::clamp(pageWidth / std::max(1, static_cast<int>(diagram.lanes.size())), narrowestLane, widestLane))
        , m_width(timeWidth + m_lane * static_cast<int>(diagram.lanes.size()))
        , m_height(headHeight + rowHeight * (static_cast<int>(diagram.rows.size()) + 1))
    {}

    [[nodiscard]] QByteArray draw()
    {
        const QString size = u"viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\""_s.arg(m_width).arg(m_height);
        m_text = u"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"standin-diagram\" role=\"img\" "
                 "aria-label=\"Sequence diagram\" %1>"_s.arg(size);
        for (qsizetype lane = 0; lane < m_diagram.lanes.size(); ++lane)
            drawLane(lane);
        drawLeftOut();
        int y = headHeight + rowHeight / 2;
        const qint64 begin = m_diagram.rows.isEmpty() ? 0 : m_diagram.rows.first().at;
        for (const DiagramRow &row : m_diagram.rows) {
            drawRow(row, y, row.at - begin);
            y += rowHeight;
        }
        const qsizetype styleAt = m_text.indexOf(u'>') + 1;
        return m_text.left(styleAt).toUtf8() + style + m_text.mid(styleAt).toUtf8() + "</svg>";
    }

private:
    [[nodiscard]] int centre(qsizetype lane) const { return timeWidth + m_lane * static_cast<int>(lane) + m_lane / 2; }

    void drawLane(qsizetype lane)
    {
        constexpr int boxHeight = 28;
        const int boxWidth = m_lane - 24;
        const int x = centre(lane);
        m_text +=
            u"<line class=\"lane\" x1=\"%1\" y1=\"%2\" x2=\"%1\" y2=\"%3\"/>"_s.arg(x).arg(boxHeight).arg(m_height);
        m_text += u"<rect class=\"head\" x=\"%1\" y=\"4\" width=\"%2\" height=\"%3\" rx=\"5\"/>"_s.arg(x - boxWidth / 2)
                      .arg(boxWidth)
                      .arg(boxHeight);
        m_text += u"<text x=\"%1\" y=\"22\" text-anchor=\"middle\">%2<title>%3</title></text>"_s.arg(x).arg(
            fitting(m_diagram.lanes.at(lane), boxWidth - 8), escaped(m_diagram.lanes.at(lane)));
    }

    void drawLeftOut()
    {
        QStringList parts;
        if (m_diagram.leftOut > 0)
            parts.append(u"%1 earlier events are left out"_s.arg(m_diagram.leftOut));
        if (m_diagram.hidden > 0)
            parts.append(u"%1 more devices are not shown"_s.arg(m_diagram.hidden));
        if (!parts.isEmpty())
            m_text += u"<text class=\"time\" x=\"4\" y=\"48\">%1</text>"_s.arg(parts.join(u"; "_s));
    }

    void drawRow(const DiagramRow &row, int y, qint64 micros)
    {
        const QString mark = row.mark == DiagramRow::Mark::Wrong  ? u"wrong"_s
                             : row.mark == DiagramRow::Mark::Near ? u"near"_s
                                                                  : QString();
        m_text += u"<g class=\"%1\" data-seq=\"%2\">"_s.arg(mark).arg(row.seq);
        m_text += u"<text class=\"time\" x=\"4\" y=\"%1\">+%2</text>"_s.arg(y + 4).arg(durationText(micros));
        switch (row.kind) {
        case DiagramRow::Kind::Arrow:
            drawArrow(row, y);
            break;
        case DiagramRow::Kind::Note:
            drawNote(row, y);
            break;
        case DiagramRow::Kind::Failure:
            drawFailure(row, y);
            break;
        }
        m_text += u"<title>%1</title></g>"_s.arg(escaped(row.more));
    }

    void drawArrow(const DiagramRow &row, int y)
    {
        constexpr int tip = 7;
        const int from = centre(row.from);
        const int to = centre(row.to);
        const int back = to > from ? -tip : tip;
        m_text += u"<line class=\"arrow\" x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%2\"/>"_s.arg(from).arg(y).arg(to + back);
        m_text += u"<polygon class=\"tip\" points=\"%1,%2 %3,%4 %3,%5\"/>"_s.arg(to)
                      .arg(y)
                      .arg(to + back)
                      .arg(y - tip / 2 - 1)
                      .arg(y + tip / 2 + 1);
        // Beside the device or probe, where there is room, also when the broker is far away.
        const int near = row.from < row.to ? std::min(from, to) : std::max(from, to) - m_lane;
        const int middle = std::abs(row.from - row.to) == 1 ? (from + to) / 2 : near + m_lane / 2;
        m_text +=
            u"<text class=\"label\" x=\"%1\" y=\"%2\" text-anchor=\"middle\">%3</text>"_s.arg(middle).arg(y - 5).arg(
                fitting(row.text, m_lane - 14));
    }

    void drawNote(const DiagramRow &row, int y)
    {
        const int width = m_lane - 70;
        constexpr int height = 20;
        const int x = centre(row.from);
        m_text += u"<rect class=\"note\" x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" rx=\"10\"/>"_s.arg(x - width / 2)
                      .arg(y - height / 2)
                      .arg(width)
                      .arg(height);
        m_text += u"<text x=\"%1\" y=\"%2\" text-anchor=\"middle\">%3</text>"_s.arg(x).arg(y + 4).arg(
            fitting(row.text, width - 10));
    }

    void drawFailure(const DiagramRow &row, int y)
    {
        m_text += u"<line class=\"failure\" x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%2\"/>"_s.arg(timeWidth).arg(y + 8).arg(
            m_width);
        m_text += u"<text x=\"%1\" y=\"%2\">✗ %3</text>"_s.arg(timeWidth + 4)
                      .arg(y + 2)
                      .arg(fitting(row.text, m_width - timeWidth - 30));
    }

    const DiagramRows &m_diagram;
    const int m_lane; ///< the width of a lane
    const int m_width;
    const int m_height;
    QString m_text;
};

} // namespace

QByteArray sequenceDiagram(const RunReport &run)
{
    const DiagramRows diagram = DiagramRows::of(run);
    return Drawing(diagram).draw();
}

} // namespace Standin::Scenarios
