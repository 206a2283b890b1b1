// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/icon.h"

#include "base/file.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

/// A resource of a static library is linked in only when it is asked for; the macro wants the global namespace.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace Standin::Gui {

namespace {

QByteArray svgOf(const QString &name)
{
    registerIcons();
    constexpr qint64 maxBytes = 1024 * 1024;
    return File::read(u":/icons/%1.svg"_s.arg(name), maxBytes).value_or(QByteArray());
}

void render(QPainter &painter, const QString &name, const QColor &color, const QRectF &target)
{
    QSvgRenderer renderer(svgOf(name).replace("currentColor", color.name().toLatin1()));
    renderer.render(&painter, target);
}

class LineIconEngine final : public QIconEngine
{
public:
    explicit LineIconEngine(QString name)
        : m_name(std::move(name))
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect.topLeft(), linePixmap(m_name, color(mode), rect.width(), ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return linePixmap(m_name, color(mode), qMin(size.width(), size.height()), 1);
    }

    [[nodiscard]] QIconEngine *clone() const override { return new LineIconEngine(m_name); }

private:
    [[nodiscard]] static QColor color(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
    }

    QString m_name;
};

} // namespace

QIcon lineIcon(const QString &name)
{
    return QIcon(new LineIconEngine(name));
}

QPixmap linePixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    const QString key = u"standin/%1/%2/%3/%4"_s.arg(name, color.name()).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap((QSizeF(size, size) * devicePixelRatio).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    render(painter, name, color, QRectF(0, 0, size, size));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon untintedIcon(const QPixmap &pixmap)
{
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

QIcon applicationIcon()
{
    registerIcons();
    return QIcon(u":/icons/standin.svg"_s);
}

} // namespace Standin::Gui
