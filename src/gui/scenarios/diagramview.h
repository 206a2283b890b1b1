// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

#include <QMap>
#include <QScrollArea>
#include <QSvgRenderer>

namespace Standin::Gui {

/// The sequence diagram of a run (Scenarios::sequenceDiagram). Ctrl and the wheel zoom; a click requests the entry of
/// the log.
class DiagramView final : public QScrollArea
{
    Q_OBJECT

public:
    static constexpr double leastZoom = 0.25;
    static constexpr double mostZoom = 4;

    explicit DiagramView(QWidget *parent = nullptr);

    /// Empty without a run.
    void setRun(const std::optional<Scenarios::RunReport> &run);
    [[nodiscard]] const QByteArray &svg() const { return m_svg; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    /// From now on it stays; before, the drawing becomes smaller so that its lanes are in view, as far as it can be
    /// read.
    void setZoom(double zoom);
    /// At which all lanes are in view.
    [[nodiscard]] double zoomToFit() const;
    /// As SVG or, for a name that ends with ".png", as a picture.
    Result<> save(const QString &path) const;

signals:
    void zoomChanged();
    void logRequested(quint64 after, quint64 last);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readPlaces();
    void applyZoom(double zoom);
    void fitUnlessZoomed();
    void takeColors();
    void render(QPainter &painter, const QRectF &area) const;

    QWidget *m_canvas;
    mutable QSvgRenderer m_renderer;
    QByteArray m_svg;
    QMap<int, quint64> m_entries; ///< by their height in the drawing
    double m_zoom = 1;
    bool m_isZoomed = false; ///< by the user
};

} // namespace Standin::Gui
