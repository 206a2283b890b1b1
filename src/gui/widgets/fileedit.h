// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace Standin::Gui {

/// The path of a file, typed (`pathEdit`) or selected (`browseButton`). A selected path inside the folder becomes
/// relative to it.
class FileEdit final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString placeholderText READ placeholderText WRITE setPlaceholderText)
    Q_PROPERTY(QString nameFilter READ nameFilter WRITE setNameFilter)

public:
    explicit FileEdit(QWidget *parent = nullptr);

    /// The folder of relative paths; empty: there is none yet, and selected paths stay absolute.
    void setFolder(const QString &folder) { m_folder = folder; }

    void setText(const QString &path);
    [[nodiscard]] QString text() const;
    void setPlaceholderText(const QString &text);
    [[nodiscard]] QString placeholderText() const;
    /// The first file filter, in the format of QFileDialog.
    void setNameFilter(const QString &filter) { m_nameFilter = filter; }
    [[nodiscard]] QString nameFilter() const { return m_nameFilter; }

private:
    void browse();

    QLineEdit *m_pathEdit;
    QString m_folder;
    QString m_nameFilter;
};

} // namespace Standin::Gui
