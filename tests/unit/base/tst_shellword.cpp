// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/shellword.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestShellWord : public QObject
{
    Q_OBJECT

private slots:
    void isQuoted_data();
    void isQuoted();
};

void TestShellWord::isQuoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("nothing") << QString() << u"''"_s;
    QTest::newRow("what a shell would replace") << u"$HOME `x` \\ *"_s << u"'$HOME `x` \\ *'"_s;
    QTest::newRow("quotation marks") << u"it's \"a\"'"_s << uR"('it'\''s "a"'\''')"_s;
}

void TestShellWord::isQuoted()
{
    QFETCH(QString, text);
    QTEST(shellQuoted(text), "word");
}

STANDIN_TEST(TestShellWord)
#include "tst_shellword.moc"
