// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

#include <QWidget>

namespace Standin::Gui {

/// The messages kept in a profile, a button each: a click sends, the arrow offers the rest.
class SavedMessagesBar final : public QWidget
{
    Q_OBJECT

public:
    explicit SavedMessagesBar(QWidget *parent = nullptr);

    void setMessages(const QList<SavedMessage> &messages);

signals:
    void sendRequested(const Standin::SavedMessage &message);
    void loadRequested(const Standin::SavedMessage &message);
    void replaceRequested(int index);
    void removeRequested(int index);

private:
    void addButton(int index, const SavedMessage &message);

    QList<SavedMessage> m_messages;
};

} // namespace Standin::Gui
