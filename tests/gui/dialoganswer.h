// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>
#include <QTimer>

#include <functional>

/// Waits for the next modal dialog and answers it.
class DialogAnswer final : public QObject
{
    Q_OBJECT

public:
    using Deal = std::function<void(QWidget &dialog)>;

    explicit DialogAnswer(Deal deal);

    [[nodiscard]] bool wasAsked() const { return m_asked; }

    [[nodiscard]] static Deal pressing(QMessageBox::StandardButton button);
    [[nodiscard]] static Deal pressing(const QString &text);
    [[nodiscard]] static Deal choosingFile(const QString &path);
    [[nodiscard]] static Deal entering(const QString &text);

private:
    QTimer m_timer;
    bool m_asked = false;
};
