// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/secretedit.h"
#include "support/testprogram.h"

#include <QComboBox>
#include <QLineEdit>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// The edit with its two fields.
struct Fields
{
    Fields() { edit.show(); }

    /// Chooses a kind as a user does, with the keyboard.
    void choose(SecretEdit::Kind wanted)
    {
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Home);
        for (int i = 0; i < static_cast<int>(wanted); ++i)
            QTest::keyClick(kind, Qt::Key_Down);
    }

    void type(const QString &text)
    {
        value->setFocus();
        QTest::keyClicks(value, text);
    }

    SecretEdit edit;
    QComboBox *kind = edit.findChild<QComboBox *>(u"kindBox"_s);
    QLineEdit *value = edit.findChild<QLineEdit *>(u"valueEdit"_s);
};

} // namespace

class TestSecretEdit : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatWasSet_data();
    void givesBackWhatWasSet();
    void isEntered_data();
    void isEntered();
    void typedSecretIsNeverShown();
    void typedSecretIsReplaced();
    void anotherKindStartsEmpty();
    void kindNoneRemovesTheSecret();
    void whatIsEnteredHasNoRecipient_data();
    void whatIsEnteredHasNoRecipient();
};

void TestSecretEdit::givesBackWhatWasSet_data()
{
    QTest::addColumn<Secret>("secret");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << Secret{} << QString();
    QTest::newRow("typed in") << Secret{.value = u"hunter2"_s, .env = {}, .file = {}} << QString();
    QTest::newRow("asked for") << Secret{.value = {}, .env = {}, .file = {}, .ask = true} << QString();
    QTest::newRow("asked for and given") << Secret{.value = u"hunter2"_s, .env = {}, .file = {}, .ask = true}
                                         << QString();
    QTest::newRow("environment") << Secret{.value = {}, .env = u"PASSWORD"_s, .file = {}} << u"PASSWORD"_s;
    QTest::newRow("file") << Secret{.value = {}, .env = {}, .file = u"secrets/key.txt"_s} << u"secrets/key.txt"_s;
    QTest::newRow("keychain") << Secret{.value = {}, .env = {}, .file = {}, .keychain = u"thermo"_s} << u"thermo"_s;
}

void TestSecretEdit::givesBackWhatWasSet()
{
    QFETCH(Secret, secret);
    QFETCH(QString, shown);
    Fields fields;
    fields.edit.setSecret(secret);
    QCOMPARE(fields.value->text(), shown);
    QVERIFY(fields.edit.secret() == secret);
    QCOMPARE(fields.value->isEnabled(), secret.isSet());
}

void TestSecretEdit::isEntered_data()
{
    QTest::addColumn<SecretEdit::Kind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Secret>("secret");
    QTest::newRow("typed in") << SecretEdit::Kind::Typed << u" with blanks "_s
                              << Secret{.value = u" with blanks "_s, .env = {}, .file = {}};
    QTest::newRow("environment") << SecretEdit::Kind::Environment << u" PASSWORD "_s
                                 << Secret{.value = {}, .env = u"PASSWORD"_s, .file = {}};
    QTest::newRow("file") << SecretEdit::Kind::File << u" key.txt "_s
                          << Secret{.value = {}, .env = {}, .file = u"key.txt"_s};
    QTest::newRow("keychain") << SecretEdit::Kind::Keychain << u" thermo "_s
                              << Secret{.value = {}, .env = {}, .file = {}, .keychain = u"thermo"_s};
}

void TestSecretEdit::isEntered()
{
    QFETCH(SecretEdit::Kind, kind);
    QFETCH(QString, text);
    QFETCH(Secret, secret);
    Fields fields;
    QVERIFY(!fields.value->isEnabled());
    fields.choose(kind);
    QVERIFY(fields.value->isEnabled());
    QCOMPARE(fields.value->echoMode(), kind == SecretEdit::Kind::Typed ? QLineEdit::Password : QLineEdit::Normal);
    fields.type(text);
    QVERIFY(fields.edit.secret() == secret);
}

void TestSecretEdit::typedSecretIsNeverShown()
{
    Fields fields;
    fields.edit.setSecret({.value = u"hunter2"_s, .env = {}, .file = {}});
    QVERIFY(fields.value->text().isEmpty());
    QCOMPARE(fields.value->placeholderText(), u"Unchanged"_s);
    fields.edit.setSecret({});
    fields.choose(SecretEdit::Kind::Typed);
    QCOMPARE(fields.value->placeholderText(), u"Asked for on Connect"_s);
    QVERIFY(fields.edit.secret().isMissing());
}

void TestSecretEdit::typedSecretIsReplaced()
{
    Fields fields;
    fields.edit.setSecret({.value = u"before"_s, .env = {}, .file = {}});
    fields.type(u"after"_s);
    QCOMPARE(fields.edit.secret().value, u"after"_s);
    fields.value->clear();
    QCOMPARE(fields.edit.secret().value, u"before"_s);
}

void TestSecretEdit::anotherKindStartsEmpty()
{
    Fields fields;
    fields.edit.setSecret({.value = {}, .env = u"PASSWORD"_s, .file = {}});
    fields.choose(SecretEdit::Kind::File);
    QVERIFY2(fields.value->text().isEmpty(), "the name of a variable is no path");
    QCOMPARE(fields.value->placeholderText(), u"Its path"_s);
    QVERIFY(!fields.edit.secret().isSet());
}

void TestSecretEdit::kindNoneRemovesTheSecret()
{
    Fields fields;
    fields.edit.setSecret({.value = u"hunter2"_s, .env = {}, .file = {}});
    fields.choose(SecretEdit::Kind::None);
    QVERIFY(!fields.edit.secret().isSet());
    QVERIFY(!fields.value->isEnabled());
}

void TestSecretEdit::whatIsEnteredHasNoRecipient_data()
{
    QTest::addColumn<Secret>("secret");
    QTest::newRow("typed in") << Secret{.value = u"hunter2"_s, .env = {}, .file = {}, .recipient = u"mqtt://a:1"_s};
    QTest::newRow("environment") << Secret{.value = {}, .env = u"NAME"_s, .file = {}, .recipient = u"mqtt://a:1"_s};
}

/// An unchanged secret belongs to its address; a newly entered one may be for another address.
void TestSecretEdit::whatIsEnteredHasNoRecipient()
{
    QFETCH(Secret, secret);
    Fields fields;
    fields.edit.setSecret(secret);
    QCOMPARE(fields.edit.secret().recipient, secret.recipient);
    fields.type(u"X"_s);
    QCOMPARE(fields.edit.secret().recipient, QString());
    fields.edit.setSecret(secret);
    QCOMPARE(fields.edit.secret().recipient, secret.recipient);
}

STANDIN_TEST(TestSecretEdit)
#include "tst_secretedit.moc"
