// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QRegularExpression>

using namespace Standin;
using namespace Qt::StringLiterals;

/// docs/profiles.md says what a profile means that leaves everything out.
class TestProfileDocument : public QObject
{
    Q_OBJECT

private:
    /// The code block of JSON that begins so, as it stands there.
    static QByteArray block(const QString &beginning)
    {
        const auto text = File::read(QStringLiteral(PROFILE_DOCUMENT), 1'000'000);
        const QRegularExpression pattern(u"^```json\\n(%1.*?)^```$"_s.arg(QRegularExpression::escape(beginning)),
                                         QRegularExpression::MultilineOption |
                                             QRegularExpression::DotMatchesEverythingOption);
        return text ? pattern.match(QString::fromUtf8(*text)).captured(1).toUtf8() : QByteArray();
    }

    static Result<LoadedProfile> profileOf(const QByteArray &members)
    {
        return ProfileFile::parse(R"({"format":"standin.profile/1","clientId":"thermo-${index}","name":"thermostat")" +
                                  members + '}');
    }

private slots:
    void showsTheDefaults()
    {
        const auto shown = ProfileFile::parse(block(u"{"_s));
        VERIFY_RESULT(shown);
        QCOMPARE(shown->warnings, QStringList());
        Profile profile = shown->profile;
        QVERIFY(!profile.telemetry.isEmpty() && !profile.messages.isEmpty() && profile.connection.will);
        // These "are empty by default".
        profile.vars = Profile().vars;
        profile.connection.password = {};
        profile.connection.will.reset();
        profile.connection.birth.reset();
        profile.subscriptions.clear();
        profile.telemetry.clear();
        profile.messages.clear();
        const auto plain = profileOf({});
        VERIFY_RESULT(plain);
        profile.source = plain->profile.source;
        QCOMPARE(ProfileFile::toText(profile), ProfileFile::toText(plain->profile)); // it names what differs
        QVERIFY(profile == plain->profile);
    }

    void showsTheDefaultsOfTransports()
    {
        const QByteArray url = R"("url":"mqtts://127.0.0.1")";
        const auto shown = profileOf(R"(,"connection":{)" + url + ',' + block(u"\"tls\""_s) + '}');
        VERIFY_RESULT(shown);
        QCOMPARE(shown->warnings, QStringList());
        Profile profile = shown->profile;
        QVERIFY(!profile.connection.headers.isEmpty() && profile.connection.proxy.url.isValid());
        profile.connection.tls.keyPassword = {};
        profile.connection.headers.clear();
        profile.connection.proxy = {};
        const auto plain = profileOf(R"(,"connection":{)" + url + '}');
        VERIFY_RESULT(plain);
        profile.source = plain->profile.source;
        QVERIFY(profile == plain->profile);
    }
};

STANDIN_TEST(TestProfileDocument)
#include "tst_profiledocument.moc"
