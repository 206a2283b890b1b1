// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/textlabel.h"

#include "gui/style/foldedtext.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int leastCharacters = 8;   ///< the minimum width of a label
constexpr int widestCharacters = 60; ///< the maximum of its size hint

} // namespace

TextLabel::TextLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true); // which makes the height depend on the width
}

void TextLabel::setOneLine(bool oneLine)
{
    m_oneLine = oneLine;
    setWordWrap(!oneLine);
    updateGeometry();
}

void TextLabel::setMaxLines(int lines)
{
    m_maxLines = lines;
    updateGeometry();
}

QStringList TextLabel::lines(int width) const
{
    const QString shown = text().first(std::min(text().size(), shownCharacters)).replace(u'\n', QChar::LineSeparator);
    if (m_oneLine) {
        const QString line =
            QString(shown).replace(QChar::LineSeparator, u' ') + (shown.size() < text().size() ? u"…"_s : QString());
        return {fontMetrics().elidedText(line, Qt::ElideRight, width)};
    }
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(shown, font());
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        const QString rest = shown.sliced(line.textStart());
        const bool isCut = line.textLength() < rest.size() || shown.size() < text().size();
        if (lines.size() == m_maxLines - 1 && isCut) {
            lines.append(fontMetrics().elidedText(QString(rest).replace(QChar::LineSeparator, u' ') + u'…',
                                                  Qt::ElideRight, width));
            break;
        }
        lines.append(rest.first(line.textLength()).remove(QChar::LineSeparator));
    }
    layout.endLayout();
    return lines;
}

bool TextLabel::isCutOff() const
{
    const int width = contentsRect().width();
    if (m_oneLine)
        return lines(width).first() != text();
    const QStringList shown = lines(width);
    return !shown.isEmpty() && shown.last().endsWith(u'…') && !text().endsWith(u'…');
}

QSize TextLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int widest = fontMetrics().averageCharWidth() * widestCharacters;
    const QString front = text().first(std::min<qsizetype>(text().size(), 4 * widestCharacters));
    const int rounding = front.isEmpty() ? 0 : 1;
    const int width = std::min(fontMetrics().horizontalAdvance(front) + rounding, widest);
    return {width + margins.left() + margins.right(), heightForWidth(width + margins.left() + margins.right())};
}

QSize TextLabel::minimumSizeHint() const
{
    const QMargins margins = contentsMargins();
    const int least = fontMetrics().averageCharWidth() * leastCharacters;
    return {std::min(least, sizeHint().width()), fontMetrics().lineSpacing() + margins.top() + margins.bottom()};
}

int TextLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const qsizetype count =
        m_oneLine ? 1 : std::max<qsizetype>(1, lines(width - margins.left() - margins.right()).size());
    return static_cast<int>(count) * fontMetrics().lineSpacing() + margins.top() + margins.bottom();
}

bool TextLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !isCutOff())
        return QLabel::event(event);
    showAll(static_cast<QHelpEvent *>(event)->globalPos());
    return true;
}

void TextLabel::mouseReleaseEvent(QMouseEvent *event)
{
    constexpr int untilTheMouseLeaves = 600'000;
    if (isCutOff())
        showAll(event->globalPosition().toPoint(), untilTheMouseLeaves);
    else
        QLabel::mouseReleaseEvent(event);
}

void TextLabel::showAll(const QPoint &at, int milliseconds)
{
    const QString about = toolTip().isEmpty() ? QString() : toolTip() + u'\n';
    QToolTip::showText(at, about + foldedText(text()), this, {}, milliseconds);
}

void TextLabel::contextMenuEvent(QContextMenuEvent *event)
{
    if (text().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy"), this, [this] { QGuiApplication::clipboard()->setText(text()); });
    menu->popup(event->globalPos());
}

void TextLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect area = contentsRect();
    QRect line(area.left(), area.top(), area.width(), fontMetrics().lineSpacing());
    const QStringList shown = lines(area.width());
    if (alignment().testFlag(Qt::AlignVCenter))
        line.moveTop(area.top() + std::max(0, (area.height() - line.height() * static_cast<int>(shown.size())) / 2));
    for (const QString &text : shown) {
        style()->drawItemText(&painter, line,
                              static_cast<int>((alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter), palette(),
                              isEnabled(), text, foregroundRole());
        line.translate(0, line.height());
    }
}

} // namespace Standin::Gui
