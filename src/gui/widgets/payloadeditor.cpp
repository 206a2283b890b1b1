// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/payloadeditor.h"

#include "base/jsonsyntax.h"
#include "gui/style/colors.h"
#include "gui/style/displaytext.h"

#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QRegularExpression>

#include <Qsci/qscilexerjson.h>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int problemIndicator = 8;
constexpr int templateIndicator = 9;
constexpr int problemMarker = 1;
constexpr int numberMargin = 0;
constexpr int markerMargin = 1;

/// Beyond this the text is not checked with every key: it would be felt.
constexpr qsizetype checkedBytes = 2 * 1024 * 1024;

/// Nobody looks at more of them, and each costs.
constexpr int maxMarkedTemplates = 1000;

qsizetype utf8Size(QStringView text)
{
    return text.toUtf8().size();
}

QFont fixedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

} // namespace

PayloadEditor::PayloadEditor(QWidget *parent)
    : QsciScintilla(parent)
    , m_lexer(new QsciLexerJSON(this))
{
    m_lexer->setHighlightComments(false);
    m_lexer->setHighlightEscapeSequences(true);
    setLexer(m_lexer);
    setUtf8(true);
    setIndentationsUseTabs(false);
    setTabWidth(2);
    setAutoIndent(true);
    setBraceMatching(QsciScintilla::SloppyBraceMatch);
    setWrapMode(QsciScintilla::WrapWord);
    setWrapIndentMode(QsciScintilla::WrapIndentSame);
    setEolMode(QsciScintilla::EolUnix);
    setMarginType(numberMargin, QsciScintilla::NumberMargin);
    setMarginWidth(markerMargin, 14);
    setMarginMarkerMask(markerMargin, 1 << problemMarker);
    setMarginSensitivity(markerMargin, false);
    setFrameShape(QFrame::StyledPanel);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);

    markerDefine(QsciScintilla::Circle, problemMarker);
    indicatorDefine(QsciScintilla::SquiggleIndicator, problemIndicator);
    indicatorDefine(QsciScintilla::RoundBoxIndicator, templateIndicator);
    setIndicatorDrawUnder(true, templateIndicator);

    connect(this, &QsciScintilla::textChanged, this, &PayloadEditor::check);
    connect(this, &QsciScintilla::linesChanged, this, &PayloadEditor::fitLineNumbers);
    applyPalette();
    fitLineNumbers();
}

void PayloadEditor::setPayload(const QByteArray &payload)
{
    const QString wanted = QString::fromUtf8(payload);
    if (wanted == text())
        return;
    beginUndoAction();
    SendScintilla(SCI_SETTARGETRANGE, 0UL, static_cast<long>(length()));
    SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(-1), wanted.toUtf8().constData());
    endUndoAction();
    setCursorPosition(0, 0);
}

void PayloadEditor::setViewer()
{
    m_isViewer = true;
    setReadOnly(true);
    setMarginWidth(numberMargin, 0);
    setMarginWidth(markerMargin, 4);
    setFrameShape(QFrame::NoFrame);
    setCaretWidth(0);
}

bool PayloadEditor::looksLikeJson() const
{
    const QString trimmed = text().trimmed();
    return trimmed.startsWith(u'{') || trimmed.startsWith(u'[');
}

void PayloadEditor::reindent()
{
    if (const auto indented = Json::reindented(payload()))
        setPayload(*indented);
}

void PayloadEditor::insertTemplate(const QString &inserted)
{
    replaceSelectedText(inserted);
    setFocus();
}

bool PayloadEditor::focusNextPrevChild(bool next)
{
    return QAbstractScrollArea::focusNextPrevChild(next); // the base class keeps Tab for itself
}

void PayloadEditor::keyPressEvent(QKeyEvent *event)
{
    if (!m_isViewer && event->key() == Qt::Key_I && event->modifiers() == Qt::ControlModifier)
        SendScintilla(SCI_TAB);
    else
        QsciScintilla::keyPressEvent(event);
}

void PayloadEditor::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

void PayloadEditor::applyPalette()
{
    const QPalette colors = palette();
    const bool dark = Colors::isDark(colors);
    const QColor base = colors.color(QPalette::Base);
    const QColor ink = colors.color(QPalette::Text);

    m_lexer->setDefaultPaper(base);
    m_lexer->setPaper(base);
    m_lexer->setDefaultColor(ink);
    m_lexer->setColor(ink);
    m_lexer->setFont(fixedFont());
    m_lexer->setColor(dark ? 0x7cc4ff : 0x0b57a8, QsciLexerJSON::Property);
    m_lexer->setColor(dark ? 0x9fd68a : 0x2c7a2f, QsciLexerJSON::String);
    m_lexer->setColor(dark ? 0xd7e8a0 : 0x5a7d1a, QsciLexerJSON::EscapeSequence);
    m_lexer->setColor(dark ? 0xf2b374 : 0xa04a00, QsciLexerJSON::Number);
    m_lexer->setColor(dark ? 0xd6a6ff : 0x7a33b8, QsciLexerJSON::Keyword);
    m_lexer->setColor(Colors::bad(colors), QsciLexerJSON::UnclosedString);
    m_lexer->setColor(Colors::bad(colors), QsciLexerJSON::Error);

    setCaretForegroundColor(ink);
    setSelectionBackgroundColor(colors.color(QPalette::Highlight));
    setSelectionForegroundColor(colors.color(QPalette::HighlightedText));
    setMarginsBackgroundColor(m_isViewer ? base : colors.color(QPalette::AlternateBase));
    setMarginBackgroundColor(markerMargin, m_isViewer ? base : colors.color(QPalette::AlternateBase));
    setMarginsForegroundColor(Colors::muted(colors));
    setMarginsFont(fixedFont());
    setMatchedBraceForegroundColor(colors.color(QPalette::Link));
    setMatchedBraceBackgroundColor(base);
    setUnmatchedBraceForegroundColor(Colors::bad(colors));
    setUnmatchedBraceBackgroundColor(base);
    setMarkerBackgroundColor(Colors::bad(colors), problemMarker);
    setMarkerForegroundColor(Colors::bad(colors), problemMarker);
    setIndicatorForegroundColor(Colors::bad(colors), problemIndicator);
    QColor tint = colors.color(QPalette::Link);
    tint.setAlpha(dark ? 60 : 40);
    setIndicatorForegroundColor(tint, templateIndicator);
}

void PayloadEditor::check()
{
    const QByteArray text = payload();
    m_problem.reset();
    if (text.size() <= checkedBytes) {
        markTemplates(text);
        if (!m_isViewer && !text.trimmed().isEmpty()) {
            if (const auto found = JsonSyntax::check(text))
                m_problem = Problem{DisplayText::jsonProblem(found->problem), Json::positionOf(text, found->offset)};
        }
    }
    markProblem();
    emit checked();
}

void PayloadEditor::markProblem()
{
    markerDeleteAll(problemMarker);
    clearIndicatorRange(0, 0, lines(), 0, problemIndicator);
    if (!m_problem || !looksLikeJson())
        return;
    const int line = qMin(m_problem->at.line, lines()) - 1;
    const int column = qMin(m_problem->at.column - 1, text(line).size());
    markerAdd(line, problemMarker);
    fillIndicatorRange(line, column, line, column + 1, problemIndicator);
}

void PayloadEditor::markTemplates(const QByteArray &text)
{
    static const QRegularExpression expression(uR"(\$?\{[A-Za-z_][^{}"\n]*\}|\$\{[^}\n]*\})"_s);
    SendScintilla(SCI_SETINDICATORCURRENT, templateIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, static_cast<long>(text.size()));
    const QString decoded = QString::fromUtf8(text);
    qsizetype characters = 0; // how far the bytes are counted
    qsizetype bytes = 0;
    auto found = expression.globalMatch(decoded);
    for (int marked = 0; marked < maxMarkedTemplates && found.hasNext(); ++marked) {
        const QRegularExpressionMatch match = found.next();
        bytes += utf8Size(QStringView(decoded).sliced(characters, match.capturedStart() - characters));
        const qsizetype size = utf8Size(match.capturedView());
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(bytes), static_cast<long>(size));
        bytes += size;
        characters = match.capturedEnd();
    }
}

void PayloadEditor::fitLineNumbers()
{
    if (!m_isViewer)
        setMarginWidth(numberMargin, QString(qMax(3, QString::number(lines()).size() + 1), u'0'));
}

} // namespace Standin::Gui
