// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialoganswer.h"
#include "gui/widgets/fileedit.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestFileEdit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void pathIsTyped();
    void pathIsPicked_data();
    void pathIsPicked();
    void dialogOffersTheKindsOfFiles();
    void cancelledDialogChangesNothing();
    void buttonHasAName();

private:
    static QLineEdit *pathEdit(const FileEdit &edit) { return edit.findChild<QLineEdit *>(u"pathEdit"_s); }
    static void browse(const FileEdit &edit)
    {
        QTest::mouseClick(edit.findChild<QToolButton *>(u"browseButton"_s), Qt::LeftButton);
    }
    void makeFile(const QString &path) const;

    QTemporaryDir m_folder;
};

void TestFileEdit::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QVERIFY(QDir(m_folder.path()).mkpath(u"profile/certs"_s));
    for (const QString &path : {u"profile/ca.pem"_s, u"profile/certs/ca.pem"_s, u"ca.pem"_s})
        makeFile(m_folder.filePath(path));
}

void TestFileEdit::makeFile(const QString &path) const
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void TestFileEdit::pathIsTyped()
{
    FileEdit edit;
    edit.setPlaceholderText(u"none"_s);
    QCOMPARE(pathEdit(edit)->placeholderText(), u"none"_s);
    QTest::keyClicks(pathEdit(edit), u" certs/ca.pem "_s);
    QCOMPARE(edit.text(), u"certs/ca.pem"_s);
    edit.setText(u"other.pem"_s);
    QCOMPARE(pathEdit(edit)->text(), u"other.pem"_s);
}

void TestFileEdit::pathIsPicked_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("picked");
    QTest::addColumn<QString>("text");
    const QString profile = m_folder.filePath(u"profile"_s);
    QTest::newRow("in the folder") << profile << profile + u"/ca.pem"_s << u"ca.pem"_s;
    QTest::newRow("below the folder") << profile << profile + u"/certs/ca.pem"_s << u"certs/ca.pem"_s;
    QTest::newRow("beside the folder") << profile << m_folder.filePath(u"ca.pem"_s) << m_folder.filePath(u"ca.pem"_s);
    QTest::newRow("no folder yet") << QString() << profile + u"/ca.pem"_s << profile + u"/ca.pem"_s;
}

void TestFileEdit::pathIsPicked()
{
    QFETCH(QString, folder);
    QFETCH(QString, picked);
    QFETCH(QString, text);
    FileEdit edit;
    edit.setFolder(folder);
    const DialogAnswer answer(DialogAnswer::choosingFile(picked));
    browse(edit);
    QVERIFY(answer.wasAsked());
    QCOMPARE(edit.text(), text);
}

void TestFileEdit::dialogOffersTheKindsOfFiles()
{
    FileEdit edit;
    edit.setNameFilter(u"Certificates (*.pem *.crt)"_s);
    edit.setFolder(m_folder.filePath(u"profile"_s));
    edit.setText(u"certs/ca.pem"_s);
    QStringList filters;
    QString folder;
    const DialogAnswer answer([&](QWidget &dialog) {
        filters = static_cast<QFileDialog &>(dialog).nameFilters();
        folder = static_cast<QFileDialog &>(dialog).directory().path();
        static_cast<QDialog &>(dialog).reject();
    });
    browse(edit);
    QCOMPARE(filters, QStringList({u"Certificates (*.pem *.crt)"_s, u"All files (*)"_s}));
    QCOMPARE(folder, m_folder.filePath(u"profile/certs"_s));
}

void TestFileEdit::cancelledDialogChangesNothing()
{
    FileEdit edit;
    edit.setText(u"before.pem"_s);
    const DialogAnswer answer([](QWidget &dialog) { static_cast<QDialog &>(dialog).reject(); });
    browse(edit);
    QVERIFY(answer.wasAsked());
    QCOMPARE(edit.text(), u"before.pem"_s);
}

void TestFileEdit::buttonHasAName()
{
    const FileEdit edit;
    QVERIFY2(!edit.findChild<QToolButton *>(u"browseButton"_s)->accessibleName().isEmpty(),
             "its text is three dots, which a screen reader cannot say");
}

STANDIN_TEST(TestFileEdit)
#include "tst_fileedit.moc"
