// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"

#include <QPointer>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class ProfilePage;
}

/// Edits the profile of a device, which all devices of its document share.
class ProfilePage final : public DevicePage
{
    Q_OBJECT

public:
    explicit ProfilePage(const DevicePageContext &context, QWidget *parent = nullptr);
    ~ProfilePage() override;

    void setSelection(const QStringList &ids) override;
    void setDocument(const DocumentPtr &document) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void watchFields();
    void edited();
    void apply();
    void revert();
    void reconnect();
    /// `needsReconnect`: the number of devices that keep the old connection until they connect again.
    void showApplied(qsizetype needsReconnect);
    void showProblem(const Error &error);
    void mark(QWidget *field);
    /// Enables the fields that apply to the URL and the version, and names settings without a field.
    void adapt();
    [[nodiscard]] static QStringList namesWithoutField(const Profile &profile);
    [[nodiscard]] Profile profileInFields() const;
    /// The devices of the document that have a connection or try to connect.
    [[nodiscard]] QStringList onlineDevices() const;

    std::unique_ptr<Ui::ProfilePage> m_ui;
    const DevicePageContext m_context;
    DocumentPtr m_document;
    QPointer<QWidget> m_marked;
    bool m_hasDraft = false; ///< of the document
    bool m_filling = false;
};

} // namespace Standin::Gui
