// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"
#include "journal/journalquery.h"

#include <functional>
#include <optional>

class QAction;

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Models {
class DeviceTableModel;
} // namespace Standin::Models

namespace Standin::Gui {

class WindowSettings;

/// The services of a view. All of them outlive the view.
struct WindowViewContext
{
    DevicePageContext pages;
    const Models::DeviceTableModel &devices;
    Engine &engine;
    WindowSettings &settings;
    /// Selects the entries after the first cursor and up to the second in the log.
    std::function<void(Cursor after, Cursor last)> showInLog;
    // Actions of the window that a view may offer.
    QAction &newDevice;
    QAction &openProfile;
    QAction &startSamples;
};

/// A document that a view shows.
struct ViewDocument
{
    QString title;           ///< empty: none is open
    bool isModified = false; ///< or in no file yet
};

/// A view that the window can show beside the device table. windowviews.cpp lists all views.
class WindowView : public QWidget
{
    Q_OBJECT

public:
    /// `name`: the object name, for example "DevicesView"; the action of the View menu is "actionDevicesView" then.
    /// `text`: the text in the menu, with its access key. The switch shows it without.
    WindowView(const QString &name, QString text, QIcon icon, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_text(std::move(text))
        , m_icon(std::move(icon))
    {
        setObjectName(name);
    }

    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QIcon icon() const { return m_icon; }

    /// The selected devices, the current one first; may be empty. Called again when the list of devices changes.
    virtual void setSelection(const QStringList &ids) { Q_UNUSED(ids) }
    /// Shows the current status of the devices. Called when one of them has changed while the view is the current one,
    /// and when the view becomes the current one.
    virtual void refresh() {}
    /// Executes a request about an entry of the log, whose device is selected. False: it is for another view.
    virtual bool accept(const EntryRequest &request)
    {
        Q_UNUSED(request)
        return false;
    }
    /// What is stored between two starts of the program.
    [[nodiscard]] virtual QByteArray layoutState() const { return {}; }
    virtual void restoreLayout(const QByteArray &state) { Q_UNUSED(state) }
    /// Whether the window may be closed: asks about unsaved changes and work that goes on. False also when that work is
    /// to be ended first; then closable() is emitted.
    [[nodiscard]] virtual bool settle() { return true; }

    /// Opens the files that were open when the window was last closed.
    virtual void openLast() {}
    /// Opens a file of the kind that the view is for; nullopt: it is of another kind.
    virtual std::optional<Result<>> open(const QString &path)
    {
        Q_UNUSED(path)
        return std::nullopt;
    }
    /// The document of the menu File and of the window's title while the view is shown. nullopt: that of the selected
    /// device.
    [[nodiscard]] virtual std::optional<ViewDocument> document() const { return std::nullopt; }
    virtual void save() {}
    virtual void saveAs() {}
    /// A widget that the window shows above all views when it is visible; nullptr: none. The window becomes its parent.
    [[nodiscard]] virtual QWidget *banner() { return nullptr; }
    /// The actions of the view for the View menu.
    [[nodiscard]] virtual QList<QAction *> menuActions() const { return {}; }

signals:
    /// Requests that the view becomes the current one.
    void shown();
    /// document() is another one.
    void documentChanged();
    /// The window, which the user wanted to close, may be closed now.
    void closable();
    void failed(const Standin::Error &error);

private:
    const QString m_text;
    const QIcon m_icon;
};

} // namespace Standin::Gui
