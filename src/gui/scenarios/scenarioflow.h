// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/scenariodocument.h"

class QWidget;

namespace Standin::Gui {

class WindowSettings;

/// The dialogs about scenario files: open, save, save as, and unsaved changes.
class ScenarioFlow final : public QObject
{
    Q_OBJECT

public:
    /// Settings and widget must outlive it.
    ScenarioFlow(WindowSettings &settings, QWidget &widget);

    /// Asks for files to open; empty when cancelled.
    [[nodiscard]] QStringList askForFiles();
    /// Each returns whether the document is saved now; a failure has been shown.
    bool save(ScenarioDocument &document);
    bool saveAs(ScenarioDocument &document);
    /// Asks whether to save or discard unsaved changes. False when cancelled or when saving failed.
    [[nodiscard]] bool settle(const QList<ScenarioDocument *> &modified);

signals:
    void failed(const Standin::Error &error);
    void saved(const QString &path);

private:
    bool write(ScenarioDocument &document, const QString &path);
    [[nodiscard]] bool confirmOverwriting(const ScenarioDocument &document, const QString &path);

    WindowSettings &m_settings;
    QWidget &m_widget;
};

} // namespace Standin::Gui
