// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QFrame>

class QLabel;

namespace Standin::Gui {

class TextLabel;

/// A notice above the pages that is shown until it is closed, for messages that do not belong to a field and do not
/// need a dialog.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    enum class Weight {
        Advisory,
        Serious,
    };

    explicit NoticeBar(QWidget *parent = nullptr);

    void show(const QString &text, Weight weight);
    void showError(const Error &error);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();

    QLabel *m_icon;
    TextLabel *m_text;
    Weight m_weight = Weight::Advisory;
    bool m_applying = false;
};

} // namespace Standin::Gui
