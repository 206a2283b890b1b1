// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/jsonhighlighter.h"

#include "gui/style/colors.h"

namespace Standin::Gui {

namespace {

enum LineEnd { OutsideString = -1, InString = 1, InStringBehindBackslash = 2 };

bool belongsToWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{}

void JsonHighlighter::setPalette(const QPalette &palette)
{
    m_palette = palette;
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    setCurrentBlockState(OutsideString);
    qsizetype at = 0;
    if (previousBlockState() == InString || previousBlockState() == InStringBehindBackslash)
        at = highlightString(text, 0, true);
    while (at < text.size()) {
        const QChar c = text.at(at);
        if (c == u'"') {
            at = highlightString(text, at, false);
        } else if (belongsToWord(c)) {
            const qsizetype start = at;
            while (at < text.size() && belongsToWord(text.at(at)))
                ++at;
            const auto token = c.isLetter() ? Colors::JsonToken::Keyword : Colors::JsonToken::Number;
            setFormat(static_cast<int>(start), static_cast<int>(at - start), Colors::ofJson(token, m_palette));
        } else {
            ++at;
        }
    }
}

qsizetype JsonHighlighter::highlightString(const QString &text, qsizetype from, bool goesOn)
{
    qsizetype at = goesOn ? from : from + 1;
    bool isEscaped = goesOn && previousBlockState() == InStringBehindBackslash;
    while (at < text.size() && (isEscaped || text.at(at) != u'"')) {
        isEscaped = !isEscaped && text.at(at) == u'\\';
        ++at;
    }
    const bool isClosed = at < text.size();
    const qsizetype end = isClosed ? at + 1 : at;
    const bool isProperty = end < text.size() && text.at(end) == u':';
    const auto token = isProperty ? Colors::JsonToken::Property : Colors::JsonToken::String;
    setFormat(static_cast<int>(from), static_cast<int>(end - from), Colors::ofJson(token, m_palette));
    if (!isClosed)
        setCurrentBlockState(isEscaped ? InStringBehindBackslash : InString);
    return end;
}

} // namespace Standin::Gui
