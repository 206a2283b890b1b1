// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QWidget>

class QToolButton;

namespace Standin::Gui {

/// The saved messages of a profile, one button each: a click sends the message, the arrow has further actions.
class SavedMessagesBar final : public QWidget
{
    Q_OBJECT

public:
    explicit SavedMessagesBar(QWidget *parent = nullptr);

    /// The widgets before and after the buttons in the order of Tab. Call it before setMessages().
    void setTabNeighbours(QWidget *before, QWidget *behind)
    {
        m_tabPredecessor = before;
        m_tabSuccessor = behind;
    }
    /// Number of devices from which a click sends.
    void setDeviceCount(qsizetype count);
    void setMessages(const QList<SavedMessage> &messages);

signals:
    void sendRequested(const Standin::SavedMessage &message);
    void loadRequested(const Standin::SavedMessage &message);
    void replaceRequested(int index);
    void removeRequested(int index);

private:
    void addButton(int index, const SavedMessage &message);
    void showToolTips();

    QList<SavedMessage> m_messages;
    QList<QToolButton *> m_buttons; ///< one for each
    QWidget *m_tabPredecessor = nullptr;
    QWidget *m_tabSuccessor = nullptr;
    qsizetype m_deviceCount = 1;
};

} // namespace Standin::Gui
