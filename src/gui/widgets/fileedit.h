// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace Standin::Gui {

/// The path of a file, to be typed (`pathEdit`) or picked (`browseButton`). One that is picked below the folder is
/// given relative to it.
class FileEdit final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString placeholderText READ placeholderText WRITE setPlaceholderText)
    Q_PROPERTY(QString nameFilter READ nameFilter WRITE setNameFilter)

public:
    explicit FileEdit(QWidget *parent = nullptr);

    /// What relative paths are relative to; empty: there is none yet, paths that are picked stay absolute.
    void setFolder(const QString &folder) { m_folder = folder; }

    void setText(const QString &path);
    [[nodiscard]] QString text() const;
    void setPlaceholderText(const QString &text);
    [[nodiscard]] QString placeholderText() const;
    /// What to offer before all files, as QFileDialog has it.
    void setNameFilter(const QString &filter) { m_nameFilter = filter; }
    [[nodiscard]] QString nameFilter() const { return m_nameFilter; }

private:
    void browse();

    QLineEdit *m_pathEdit;
    QString m_folder;
    QString m_nameFilter;
};

} // namespace Standin::Gui
