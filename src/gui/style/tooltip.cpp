// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/tooltip.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype longest = 4000;

} // namespace

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    QString shown = text.left(longest);
    if (text.size() > longest)
        shown += u'…';
    // Qt guesses whether a tool tip is HTML. This always is, so that it is not guessed.
    return u"<p style=\"white-space:pre-wrap\">%1</p>"_s.arg(
        shown.replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s));
}

} // namespace Standin::Gui
