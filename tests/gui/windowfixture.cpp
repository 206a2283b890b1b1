// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windowfixture.h"

#include "gui/documents/settingsformat.h"

#include <QAction>
#include <QTest>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

WindowFixture::WindowFixture(const LocalBroker &broker, const EngineOptions &options)
    : settings(folder.filePath(u"settings.json"_s), settingsFormat())
    , m_broker(broker)
    , m_options(options)
{
    m_options.workers = 2;
    open();
}

void WindowFixture::open()
{
    engine = std::make_unique<Engine>(m_options);
    window = std::make_unique<MainWindow>(*engine, settings);
    window->setRestUrl(QUrl(u"http://127.0.0.1:8000"_s));
    window->resize(1280, 800);
    window->show();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
}

void WindowFixture::showRules(const Profile &profile)
{
    add(profile);
    trigger(u"actionRulesPage"_s);
}

void WindowFixture::restart()
{
    window->close();
    window.reset();
    engine.reset();
    open();
}

Profile WindowFixture::profile(const QString &clientId, int count) const
{
    Profile profile;
    profile.name = u"kind"_s;
    profile.clientId = clientId;
    profile.count = count;
    profile.connection.url = m_broker.url();
    return profile;
}

void WindowFixture::add(const Profile &profile)
{
    const auto ids = engine->fleet().addDevices(profile);
    QVERIFY(ids);
    QTRY_COMPARE(deviceTable()->model()->rowCount(), engine->fleet().ids().size());
}

QTableView *WindowFixture::deviceTable() const
{
    return window->findChild<QWidget *>(u"DeviceListPane"_s)->findChild<QTableView *>(u"table"_s);
}

QTableView *WindowFixture::logTable() const
{
    return window->findChild<QWidget *>(u"LogPane"_s)->findChild<QTableView *>(u"table"_s);
}

QString WindowFixture::state(const QString &id) const
{
    const auto status = engine->fleet().status(id);
    return status ? toString(status->state) : u"unknown"_s;
}

void WindowFixture::selectRows(const QList<int> &rows) const
{
    QTableView *table = deviceTable();
    Qt::KeyboardModifiers modifiers = Qt::NoModifier;
    for (const int row : rows) {
        const QRect cell = table->visualRect(table->model()->index(row, 1));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, modifiers, cell.center());
        modifiers = Qt::ControlModifier;
    }
}

void WindowFixture::clickLogRow(int row, Qt::KeyboardModifiers modifiers) const
{
    const QModelIndex index = logTable()->model()->index(row, 1);
    QTest::mouseClick(logTable()->viewport(), Qt::LeftButton, modifiers, logTable()->visualRect(index).center());
}

void WindowFixture::trigger(const QString &action) const
{
    auto *found = find<QAction>(action);
    QVERIFY2(found && found->isEnabled(), qPrintable(action));
    found->trigger();
}

void WindowFixture::click(const QString &button) const
{
    auto *found = find<QAbstractButton>(button);
    QVERIFY2(found && found->isEnabled(), qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

QStringList WindowFixture::logColumn(int column) const
{
    const QAbstractItemModel *model = logTable()->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts.append(model->index(row, column).data().toString());
    return texts;
}
