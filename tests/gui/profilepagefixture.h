// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/windowfixture.h"

/// A window that shows the Profile page of the only device of a profile, which is opened from a file.
class ProfilePageFixture : public WindowFixture
{
public:
    using WindowFixture::WindowFixture;

    void openPage(const Standin::Profile &profile) const;
    [[nodiscard]] QString file() const { return folder.filePath(QStringLiteral("gw.json")); }

    /// A field of the page, or one in it: "caEdit/pathEdit".
    template <typename Widget>
    [[nodiscard]] Widget *field(const QString &name) const
    {
        return qobject_cast<Widget *>(widgetAt(name));
    }
    void enter(const QString &name, const QVariant &value) const;

private:
    [[nodiscard]] QWidget *widgetAt(const QString &name) const;
};
