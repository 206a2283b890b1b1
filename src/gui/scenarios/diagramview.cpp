// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/diagramview.h"

#include "base/file.h"
#include "gui/scenarios/diagrampaint.h"
#include "scenario/report/sequencediagram.h"

#include <QBuffer>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr double zoomOfAWheelStep = 1.15;
constexpr double wheelStep = 120;
constexpr double leastLegible = 0.7; ///< of zooms
constexpr int mostPixels = 16'000;   ///< of a picture, in each direction

} // namespace

DiagramView::DiagramView(QWidget *parent)
    : QScrollArea(parent)
    , m_canvas(new QWidget)
{
    m_canvas->setObjectName(u"diagramCanvas"_s);
    m_canvas->installEventFilter(this);
    setWidget(m_canvas);
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    setToolTip(tr("Ctrl and the wheel zoom; a click shows the entry in the log"));
    setRun({});
}

void DiagramView::setRun(const std::optional<Scenarios::RunReport> &run)
{
    m_svg = run ? Scenarios::sequenceDiagram(*run) : QByteArray();
    m_entries.clear();
    readPlaces();
    takeColors();
}

void DiagramView::takeColors()
{
    if (!m_svg.isEmpty())
        m_renderer.load(paintedDiagram(m_svg, palette()));
    applyZoom(m_zoom);
    fitUnlessZoomed();
}

void DiagramView::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        takeColors();
}

/// Each row is a group with the number of its entry, which begins with a text at its height.
void DiagramView::readPlaces()
{
    QXmlStreamReader xml(m_svg);
    quint64 entry = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"g")
            entry = xml.attributes().value(u"data-seq"_s).toULongLong();
        else if (xml.name() == u"text" && entry > 0)
            m_entries.insert(xml.attributes().value(u"y"_s).toInt(), std::exchange(entry, 0));
    }
}

void DiagramView::setZoom(double zoom)
{
    m_isZoomed = true;
    applyZoom(zoom);
}

void DiagramView::fitUnlessZoomed()
{
    if (!m_isZoomed)
        applyZoom(std::clamp(zoomToFit(), leastLegible, 1.0));
}

void DiagramView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fitUnlessZoomed();
}

void DiagramView::applyZoom(double zoom)
{
    m_zoom = std::clamp(zoom, leastZoom, mostZoom);
    m_canvas->resize(m_svg.isEmpty() ? QSize(0, 0) : m_renderer.defaultSize() * m_zoom);
    m_canvas->update();
    emit zoomChanged();
}

double DiagramView::zoomToFit() const
{
    const int width = m_renderer.defaultSize().width();
    return m_svg.isEmpty() || width == 0 ? 1 : static_cast<double>(viewport()->width()) / width;
}

void DiagramView::paintEvent(QPaintEvent *event)
{
    QScrollArea::paintEvent(event);
    if (!m_svg.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Run the scenario to see who sent what to whom, and when. A click on an arrow then shows its "
                        "entry in the log."));
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() != Qt::ControlModifier)
        return QScrollArea::wheelEvent(event);
    setZoom(m_zoom * std::pow(zoomOfAWheelStep, event->angleDelta().y() / wheelStep));
    event->accept();
}

void DiagramView::render(QPainter &painter, const QRectF &area) const
{
    painter.fillRect(area, palette().color(QPalette::Base));
    m_renderer.render(&painter, area);
}

bool DiagramView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_canvas && event->type() == QEvent::Paint && !m_svg.isEmpty()) {
        QPainter painter(m_canvas);
        painter.setRenderHint(QPainter::Antialiasing);
        render(painter, QRectF(m_canvas->rect()));
        return true;
    }
    if (watched == m_canvas && event->type() == QEvent::MouseButtonRelease) {
        constexpr int reach = 20;
        const auto y = static_cast<int>(static_cast<QMouseEvent *>(event)->position().y() / m_zoom);
        const auto found = m_entries.lowerBound(y - reach / 2);
        if (found != m_entries.end() && found.key() <= y + reach)
            emit logRequested(found.value() - 1, found.value());
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

Result<> DiagramView::save(const QString &path) const
{
    if (!path.endsWith(u".png", Qt::CaseInsensitive))
        return File::writeAtomically(path, m_svg);
    constexpr double pixelsPerUnit = 2;
    const QSize size = m_renderer.defaultSize() * pixelsPerUnit;
    QImage image(size.boundedTo(QSize(mostPixels, mostPixels)), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    render(painter, QRectF(image.rect()));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!image.save(&buffer, "PNG"))
        return failure(ErrorCode::TooLarge, u"the picture could not be made"_s, path);
    return File::writeAtomically(path, bytes);
}

} // namespace Standin::Gui
