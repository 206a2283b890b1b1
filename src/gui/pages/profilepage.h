// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/devicepage.h"

#include <QPointer>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class ProfilePage;
}

/// The profile of a device, to be edited. It is shared by all devices of its document.
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
    void setUpSubscriptions();
    void edited();
    void apply();
    void revert();
    void reconnect();
    /// `needsReconnect`: how many devices go on with the old connection until they connect again.
    void showApplied(qsizetype needsReconnect);
    void showProblem(const Error &error);
    void mark(QWidget *field);
    /// Enables what the URL and the version ask for, and says what the profile has no field for.
    void adapt();
    [[nodiscard]] static QStringList namesWithoutField(const Profile &profile);
    [[nodiscard]] Profile profileInFields() const;
    /// Those of the document that have a connection, or want one.
    [[nodiscard]] QStringList onlineDevices() const;

    std::unique_ptr<Ui::ProfilePage> m_ui;
    const DevicePageContext m_context;
    DocumentPtr m_document;
    QPointer<QWidget> m_marked;
    bool m_hasDraft = false; ///< of the document
    bool m_filling = false;
};

} // namespace Standin::Gui
