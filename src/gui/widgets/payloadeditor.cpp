// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/payloadeditor.h"

#include "base/jsonindenter.h"
#include "base/jsonsyntax.h"
#include "base/jsontext.h"
#include "gui/style/colors.h"
#include "gui/style/displaytext.h"
#include "gui/widgets/shortenedtext.h"
#include "gui/widgets/textdialog.h"

#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QRegularExpression>
#include <QScopedValueRollback>

#include <Qsci/qscilexerjson.h>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr int problemIndicator = 8;
constexpr int templateIndicator = 9;
constexpr int problemMarker = 1;
constexpr int numberMargin = 0;
constexpr int markerMargin = 1;

/// A longer text is not checked with every key but when typing pauses, to avoid delays.
constexpr int checkedAtOnce = 32 * 1024;
constexpr auto typingPause = 300ms;

/// And beyond this not at all.
constexpr qsizetype checkedBytes = 2 * 1024 * 1024;

/// The amount of text that is kept to undo the replacement of long lines.
constexpr qsizetype keptForUndo = 32 * 1024 * 1024;

/// Without a name it would be invisible, anywhere in the text.
constexpr auto byteOrderMark = "\xEF\xBB\xBF";
constexpr auto byteOrderMarkName = "U+FEFF";

/// The maximum number, because each takes time.
constexpr int maxMarkedTemplates = 1000;

/// A template or a placeholder, in a text of which each byte is a character.
QRegularExpression markedParts()
{
    const QString placeholder = QString::fromLatin1("⟪[^\n]*?⟫"); // the bytes of UTF-8
    return QRegularExpression(uR"(\$?\{[A-Za-z_][^{}"\n]*\}|\$\{[^}\n]*\}|)"_s + placeholder);
}

QFont fixedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

} // namespace

QString PayloadEditor::Problem::text() const
{
    return tr("Line %1, column %2: %3.").arg(at.line).arg(at.column).arg(message);
}

PayloadEditor::PayloadEditor(QWidget *parent)
    : QsciScintilla(parent)
    , m_lexer(new QsciLexerJSON(this))
    , m_shortened(std::make_unique<ShortenedText>())
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
    SendScintilla(SCI_SETREPRESENTATION, byteOrderMark, byteOrderMarkName);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);

    markerDefine(QsciScintilla::Circle, problemMarker);
    indicatorDefine(QsciScintilla::SquiggleIndicator, problemIndicator);
    indicatorDefine(QsciScintilla::RoundBoxIndicator, templateIndicator);
    setIndicatorDrawUnder(true, templateIndicator);

    m_checkLater.setSingleShot(true);
    connect(&m_checkLater, &QTimer::timeout, this, &PayloadEditor::check);
    connect(this, &QsciScintilla::textChanged, this, &PayloadEditor::scheduleCheck);
    connect(this, &QsciScintilla::linesChanged, this, &PayloadEditor::fitLineNumbers);
    applyPalette();
    fitLineNumbers();
}

PayloadEditor::~PayloadEditor() = default;

QByteArray PayloadEditor::shownText() const
{
    const auto *bytes = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return {bytes, length()};
}

QByteArray PayloadEditor::payload() const
{
    return m_shortened->restored(shownText());
}

void PayloadEditor::setPayload(const QByteArray &payload)
{
    if (payload == m_shortened->restored(shownText()))
        return;
    if (m_shortened->size() > keptForUndo) {
        SendScintilla(SCI_EMPTYUNDOBUFFER);
        m_shortened->keepOnly(shownText());
    }
    const QByteArray shown = m_shortened->shortened(payload);
    {
        const QScopedValueRollback replacing(m_replacing, true);
        beginUndoAction();
        SendScintilla(SCI_SETTARGETRANGE, 0UL, static_cast<long>(length()));
        SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(shown.size()), shown.constData());
        endUndoAction();
        setCursorPosition(0, 0);
    }
    scheduleCheck();
}

bool PayloadEditor::looksLikeJson() const
{
    const QByteArray trimmed = shownText().trimmed();
    return trimmed.startsWith('{') || trimmed.startsWith('[');
}

void PayloadEditor::reindent()
{
    const QByteArray text = payload();
    if (const auto indented = Json::reindented(text))
        setPayload(text.first(Json::byteOrderMarkSize(text)) + *indented);
}

QByteArray PayloadEditor::indented(const QByteArray &text)
{
    constexpr qsizetype quick = 64 * 1024;
    if (text.size() > quick || JsonSyntax::check(text))
        return text;
    JsonIndenter indenter(text);
    const QByteArray result = indenter.next(8 * quick);
    return indenter.atEnd() ? result : text;
}

void PayloadEditor::insertTemplate(const QString &inserted)
{
    replaceSelectedText(inserted);
    setFocus();
}

bool PayloadEditor::focusNextPrevChild(bool next)
{
    // QsciScintillaBase keeps Tab for itself.
    return QAbstractScrollArea::focusNextPrevChild(next); // NOLINT(bugprone-parent-virtual-call)
}

void PayloadEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_I && event->modifiers() == Qt::ControlModifier)
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
    const std::pair<int, Colors::JsonToken> tokens[] = {{QsciLexerJSON::Property, Colors::JsonToken::Property},
                                                        {QsciLexerJSON::String, Colors::JsonToken::String},
                                                        {QsciLexerJSON::EscapeSequence, Colors::JsonToken::Escape},
                                                        {QsciLexerJSON::Number, Colors::JsonToken::Number},
                                                        {QsciLexerJSON::Keyword, Colors::JsonToken::Keyword}};
    for (const auto &[style, token] : tokens)
        m_lexer->setColor(Colors::ofJson(token, colors), style);
    m_lexer->setColor(Colors::bad(colors), QsciLexerJSON::UnclosedString);
    m_lexer->setColor(Colors::bad(colors), QsciLexerJSON::Error);

    setCaretForegroundColor(ink);
    setSelectionBackgroundColor(colors.color(QPalette::Highlight));
    setSelectionForegroundColor(colors.color(QPalette::HighlightedText));
    setMarginsBackgroundColor(colors.color(QPalette::AlternateBase));
    setMarginBackgroundColor(markerMargin, colors.color(QPalette::AlternateBase));
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

void PayloadEditor::scheduleCheck()
{
    if (m_replacing) // the old text is removed before the new one is inserted
        return;
    if (length() <= checkedAtOnce && !m_shortened->isShortened(shownText()))
        check();
    else
        m_checkLater.start(typingPause);
}

void PayloadEditor::check()
{
    m_checkLater.stop();
    const QByteArray shown = shownText();
    setToolTip(m_shortened->isShortened(shown) ? tr("Long lines are shortened; the context menu shows all")
                                               : QString());
    m_problem = problemIn(shown);
    if (shown.size() <= checkedBytes)
        markTemplates(shown);
    markProblem();
    emit checked();
}

std::optional<PayloadEditor::Problem> PayloadEditor::problemIn(const QByteArray &shown) const
{
    const QByteArray whole = m_shortened->restored(shown);
    if (whole.size() > checkedBytes || whole.trimmed().isEmpty())
        return std::nullopt;
    const auto found = faultIn(whole);
    if (!found)
        return std::nullopt;
    const qsizetype at = m_shortened->shownPosition(shown, found->offset);
    return Problem{found->message, Json::positionOf(shown, std::min(at, shown.size()))};
}

std::optional<PayloadEditor::Fault> PayloadEditor::faultIn(const QByteArray &whole) const
{
    if (const auto found = JsonSyntax::check(whole))
        return Fault{DisplayText::jsonProblem(found->problem), found->offset};
    return m_check ? m_check(whole) : std::nullopt;
}

void PayloadEditor::setCheck(Check further)
{
    m_check = std::move(further);
    check();
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

/// And placeholders of long lines.
void PayloadEditor::markTemplates(const QByteArray &shown)
{
    static const QRegularExpression expression = markedParts();
    SendScintilla(SCI_SETINDICATORCURRENT, templateIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, static_cast<long>(length()));
    auto found = expression.globalMatch(QString::fromLatin1(shown));
    for (int marked = 0; marked < maxMarkedTemplates && found.hasNext(); ++marked) {
        const QRegularExpressionMatch match = found.next();
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(match.capturedStart()),
                      static_cast<long>(match.capturedLength()));
    }
}

QByteArray PayloadEditor::fromMimeData(const QMimeData *source, bool &rectangular) const
{
    return m_shortened->shortened(QsciScintilla::fromMimeData(source, rectangular), shownText());
}

QMimeData *PayloadEditor::toMimeData(const QByteArray &text, bool rectangular) const
{
    const QByteArray whole = m_shortened->restored(text);
    QMimeData *mime = QsciScintilla::toMimeData(whole, rectangular);
    mime->setText(JsonText::decoded(whole));
    return mime;
}

void PayloadEditor::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    QAction *showAll = menu->addAction(tr("Show All…"), this, [this] { TextDialog::show(payload(), *this); });
    showAll->setObjectName(u"actionShowAll"_s);
    showAll->setEnabled(m_shortened->isShortened(shownText()));
    menu->popup(event->globalPos());
}

void PayloadEditor::fitLineNumbers()
{
    setMarginWidth(numberMargin, QString(qMax(3, QString::number(lines()).size() + 1), u'0'));
}

} // namespace Standin::Gui
