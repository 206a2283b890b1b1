// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilepagefixture.h"

#include "profile/profilefile.h"
#include "support/result.h"

#include <QMetaProperty>

using namespace Standin;
using namespace Qt::StringLiterals;

void ProfilePageFixture::openPage(const Profile &profile) const
{
    VERIFY_RESULT(ProfileFile::save(profile, file()));
    VERIFY_RESULT(window->openFile(file()));
    trigger(u"actionProfilePage"_s);
    QVERIFY(find<QWidget>(u"ProfilePage"_s)->isVisible());
}

QWidget *ProfilePageFixture::widgetAt(const QString &name) const
{
    auto *found = find<QWidget>(u"ProfilePage"_s);
    for (const QString &part : name.split(u'/'))
        found = found ? found->findChild<QWidget *>(part) : nullptr;
    return found;
}

void ProfilePageFixture::enter(const QString &name, const QVariant &value) const
{
    auto *widget = widgetAt(name);
    QVERIFY2(widget, qPrintable(name));
    QVERIFY2(widget->isEnabled(), qPrintable(name));
    QVERIFY(widget->metaObject()->userProperty().write(widget, value));
}
