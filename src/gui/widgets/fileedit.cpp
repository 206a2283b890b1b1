// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/fileedit.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

FileEdit::FileEdit(QWidget *parent)
    : QWidget(parent)
    , m_pathEdit(new QLineEdit(this))
{
    m_pathEdit->setObjectName(u"pathEdit"_s);
    auto *button = new QToolButton(this);
    button->setObjectName(u"browseButton"_s);
    button->setText(tr("…"));
    button->setToolTip(tr("Choose a file"));
    button->setAccessibleName(button->toolTip());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_pathEdit);
    row->addWidget(button);
    setFocusProxy(m_pathEdit);
    connect(button, &QToolButton::clicked, this, &FileEdit::browse);
}

void FileEdit::setText(const QString &path)
{
    m_pathEdit->setText(path);
}

QString FileEdit::text() const
{
    return m_pathEdit->text().trimmed();
}

void FileEdit::setPlaceholderText(const QString &text)
{
    m_pathEdit->setPlaceholderText(text);
}

QString FileEdit::placeholderText() const
{
    return m_pathEdit->placeholderText();
}

void FileEdit::browse()
{
    const QDir folder(m_folder);
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose File"), folder.absoluteFilePath(text()),
                                                      tr("%1;;All files (*)", "kinds of files").arg(m_nameFilter));
    if (path.isEmpty())
        return;
    const QString relative = folder.relativeFilePath(path);
    const bool isBelow = !m_folder.isEmpty() && QDir::isRelativePath(relative) && !relative.startsWith(u"../");
    m_pathEdit->setText(isBelow ? relative : path);
}

} // namespace Standin::Gui
