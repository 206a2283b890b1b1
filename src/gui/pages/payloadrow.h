// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/messagelabel.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace Standin::Gui {

/// A payload in one line: its title, the beginning of it, and a button that edits it; below it the result of the last
/// change.
class PayloadRow : public QWidget
{
    Q_OBJECT

public:
    /// The object names of the parts begin with `name`: nameText, nameEditButton, nameResultLabel.
    PayloadRow(const QString &name, const QString &title, const QString &toolTip, QWidget *parent = nullptr);

signals:
    void editRequested();

protected:
    /// `whenEmpty` is shown for an empty payload.
    void showPayload(const QByteArray &payload, const QString &whenEmpty);
    /// An empty text takes the line away.
    void say(const QString &text, MessageLabel::Tone tone);
    /// One more, at the end; the text may have an access key.
    QToolButton *addButton(const QString &name, const QString &text, const QString &toolTip);

private:
    QHBoxLayout *m_line;
    MessageLabel *m_text;
    MessageLabel *m_result;
};

} // namespace Standin::Gui
