// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialoganswer.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;

DialogAnswer::DialogAnswer(Deal deal)
{
    connect(&m_timer, &QTimer::timeout, this, [this, deal = std::move(deal)] {
        QWidget *dialog = QApplication::activeModalWidget();
        if (!dialog)
            return;
        m_timer.stop();
        m_asked = true;
        deal(*dialog);
    });
    m_timer.start(1);
}

DialogAnswer::Deal DialogAnswer::pressing(QMessageBox::StandardButton button)
{
    return [button](QWidget &dialog) { static_cast<QMessageBox &>(dialog).button(button)->click(); };
}

DialogAnswer::Deal DialogAnswer::pressing(const QString &text)
{
    return [text](QWidget &dialog) {
        for (auto *button : dialog.findChildren<QAbstractButton *>()) {
            if (button->text().remove(u'&') == text)
                return button->click();
        }
        QFAIL(qPrintable(u"there is no button "_s + text));
    };
}

DialogAnswer::Deal DialogAnswer::choosingFile(const QString &path)
{
    return [path](QWidget &dialog) {
        dialog.findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(path);
        QMetaObject::invokeMethod(&dialog, "accept");
    };
}

DialogAnswer::Deal DialogAnswer::entering(const QString &text)
{
    return [text](QWidget &dialog) {
        dialog.findChild<QLineEdit *>()->setText(text);
        static_cast<QDialog &>(dialog).accept();
    };
}
