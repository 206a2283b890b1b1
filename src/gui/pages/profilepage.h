// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Standin::Gui {

struct ProfileDocument;

namespace Ui {
class ProfilePage;
}

/// The profile of a device, to be edited. It is shared by all devices of its document.
class ProfilePage final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfilePage(QWidget *parent = nullptr);
    ~ProfilePage() override;

    void setDevice(const QString &id, const ProfileDocument &document);
    /// `needsReconnect`: how many devices go on with the old connection until they connect again.
    void showApplied(int needsReconnect);
    void showProblem(const Error &error);

signals:
    /// nullopt: the fields are as they were applied last.
    void drafted(const std::optional<Standin::Profile> &draft);
    void applied();
    void reconnectRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void watchFields();
    void setUpSubscriptions();
    void edited();
    void mark(QWidget *field);
    /// Enables what the URL and the version ask for, and says what the profile has no field for.
    void adapt();
    [[nodiscard]] static QStringList namesWithoutField(const Connection &connection);
    [[nodiscard]] Profile profileInFields() const;

    std::unique_ptr<Ui::ProfilePage> m_ui;
    Profile m_applied;
    QPointer<QWidget> m_marked;
    bool m_filling = false;
};

} // namespace Standin::Gui
