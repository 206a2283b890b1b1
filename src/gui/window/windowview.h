// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"

class QAction;

namespace Standin::Models {
class DeviceTableModel;
} // namespace Standin::Models

namespace Standin::Gui {

/// What a view works with. All of it outlives the view.
struct WindowViewContext
{
    DevicePageContext pages;
    const Models::DeviceTableModel &devices;
    // Actions of the window that a view may offer.
    QAction &newDevice;
    QAction &openProfile;
    QAction &startSamples;
};

/// One of the things that the window can show beside the device table. windowviews.cpp lists all views.
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

    /// The devices that are selected, the current one first; may be empty. Called anew when the list of devices
    /// changes.
    virtual void setSelection(const QStringList &ids) { Q_UNUSED(ids) }
    /// Shows the devices as they are now. Called when one of them changed while the view is the current one, and when
    /// it becomes that.
    virtual void refresh() {}
    /// Takes over a request about an entry of the log, whose device is selected. False: it is for another view.
    virtual bool accept(const EntryRequest &request)
    {
        Q_UNUSED(request)
        return false;
    }
    /// What the view adds to the View menu.
    [[nodiscard]] virtual QList<QAction *> menuActions() const { return {}; }

signals:
    /// The view wants to be the current one.
    void shown();
    void failed(const Standin::Error &error);

private:
    const QString m_text;
    const QIcon m_icon;
};

} // namespace Standin::Gui
