// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/textview.h"

#include <QMimeData>
#include <QResizeEvent>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// Marks a line that continues the one before it.
class Continued final : public QTextBlockUserData
{};

/// Characters that QTextDocument treats as the end of a paragraph or of a frame.
QString normalized(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    for (const char16_t end : {u'\r', u'\u2029'})
        text.replace(QChar(end), u'\n');
    for (const char16_t special : {u'\ufdd0', u'\ufdd1'})
        text.replace(QChar(special), QChar::ReplacementCharacter);
    return text;
}

/// The start of `text` that makes one part.
qsizetype sizeOfPart(const QString &text)
{
    qsizetype size = std::min(text.size(), TextView::partCharacters);
    int lines = 0;
    for (qsizetype i = 0; i < size; ++i) {
        if (text.at(i) == u'\n' && ++lines == TextView::partLines)
            size = i + 1;
    }
    return size < text.size() && text.at(size - 1).isHighSurrogate() && size > 1 ? size - 1 : size;
}

/// A text with line ends inserted into lines that are too long.
struct Folded
{
    QString text;
    QList<int> continued; ///< the lines that begin after such an end, counted from the first one
};

Folded fold(const QString &text, qsizetype &column)
{
    Folded folded;
    folded.text.reserve(text.size() + text.size() / 500);
    int line = 0;
    for (const QChar c : text) {
        if (column >= TextView::foldedAt && c != u'\n' && !c.isLowSurrogate()) {
            folded.text += u'\n';
            folded.continued.append(++line);
            column = 0;
        }
        folded.text += c;
        ++column;
        if (c == u'\n') {
            ++line;
            column = 0;
        }
    }
    return folded;
}

} // namespace

TextView::TextView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_allButton(new QToolButton(this))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_allButton->setObjectName(u"showAllButton"_s);
    m_allButton->setCursor(Qt::ArrowCursor);
    m_allButton->hide();
    connect(m_allButton, &QToolButton::clicked, this, &TextView::showAll);
    connect(&m_timer, &QTimer::timeout, this, &TextView::takePart);
}

void TextView::setText(const QString &text)
{
    setParts([text, at = qsizetype(0)]() mutable {
        const qsizetype size = std::min(text.size() - at, partCharacters);
        return text.mid(std::exchange(at, at + size), size);
    });
}

void TextView::setParts(Parts parts)
{
    m_timer.stop();
    m_parts = std::move(parts);
    m_rest.clear();
    m_column = 0;
    m_shown = 0;
    clear();
    takePart();
}

void TextView::takePart()
{
    if (m_rest.isEmpty())
        m_rest = normalized(m_parts());
    const qsizetype size = sizeOfPart(m_rest);
    insert(m_rest.first(size));
    m_rest.remove(0, size);
    if (m_rest.isEmpty())
        m_rest = normalized(m_parts());
    if (m_rest.isEmpty() || isFull())
        m_timer.stop();
    offerTheRest();
}

void TextView::insert(const QString &part)
{
    const int first = document()->blockCount() - 1;
    const Folded folded = fold(part, m_column);
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    end.insertText(folded.text);
    for (const int line : folded.continued)
        document()->findBlockByNumber(first + line).setUserData(new Continued);
    m_shown += part.size();
}

bool TextView::isFull() const
{
    return m_shown >= maxCharacters || blockCount() >= maxLines;
}

void TextView::showAll()
{
    if (isComplete() || isFull())
        return;
    m_timer.start(0);
    offerTheRest();
}

void TextView::offerTheRest()
{
    m_allButton->setText(isFull() ? tr("The text is longer, but no more is shown")
                                  : tr("The text is longer: show all"));
    m_allButton->setEnabled(!isFull() && !m_timer.isActive());
    m_allButton->setVisible(!isComplete());
    const QSize size = m_allButton->sizeHint();
    setViewportMargins(0, 0, 0, isComplete() ? 0 : size.height());
    const QRect area = contentsRect();
    m_allButton->setGeometry(area.left(), area.bottom() + 1 - size.height(), std::min(size.width(), area.width()),
                             size.height());
}

void TextView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    offerTheRest();
    if (event->size().width() != event->oldSize().width())
        emit widthChanged();
}

QSize TextView::sizeHint() const
{
    const QSize hint = QPlainTextEdit::sizeHint();
    return maximumHeight() < QWIDGETSIZE_MAX ? QSize(hint.width(), maximumHeight()) : hint;
}

QSize TextView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 12, fontMetrics().lineSpacing() * 2};
}

QString TextView::selectedText() const
{
    const QTextCursor selected = textCursor();
    const int start = selected.selectionStart();
    const int end = selected.selectionEnd();
    const QTextBlock first = document()->findBlock(start);
    QString text;
    for (QTextBlock block = first; block.isValid() && block.position() <= end; block = block.next()) {
        if (block != first && !block.userData())
            text += u'\n';
        const int from = std::max(0, start - block.position());
        const int to = std::min(block.length() - 1, end - block.position());
        text += QStringView(block.text()).sliced(from, std::max(0, to - from));
    }
    return text;
}

QMimeData *TextView::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    mime->setText(selectedText());
    return mime;
}

int TextView::heightUpTo(int most) const
{
    qreal height = 2 * document()->documentMargin() + 2 * frameWidth() + viewportMargins().bottom();
    for (QTextBlock block = document()->firstBlock(); block.isValid() && height < most; block = block.next())
        height += blockBoundingRect(block).height();
    return std::min(most, qCeil(height));
}

} // namespace Standin::Gui
