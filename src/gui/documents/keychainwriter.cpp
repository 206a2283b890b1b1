// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/keychainwriter.h"

#include "profile/keychain.h"
#include "profile/secretrecipients.h"
#include "profile/typedsecrets.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QProgressDialog>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Standin::Gui::KeychainWriter)
};

Result<> waitFor(const QFuture<Result<>> &written, QWidget &window)
{
    QProgressDialog waiting(Texts::tr("Waiting for the keychain. It may ask for its own password."),
                            Texts::tr("Cancel"), 0, 0, &window);
    waiting.setWindowTitle(Texts::tr("Keychain"));
    waiting.setWindowModality(Qt::WindowModal);
    QFutureWatcher<Result<>> watcher;
    QObject::connect(&watcher, &QFutureWatcher<Result<>>::finished, &waiting, &QDialog::accept);
    watcher.setFuture(written);
    if (waiting.exec() != QDialog::Accepted)
        return failure(ErrorCode::Cancelled, u"nobody waited for the keychain"_s);
    return written.result();
}

QString nameOf(const QString &name, const QString &place)
{
    return place == u"/connection/password" ? name : name + u'-' + place.section(u'/', -2).replace(u'/', u'-');
}

} // namespace

Result<Profile> KeychainWriter::write(Keychain &keychain, const Profile &profile, const QStringList &places,
                                      const QString &name, QWidget &window)
{
    Profile named = profile;
    if (const auto bound = SecretRecipients::bind(named.connection); !bound)
        return Failure(bound.error());
    for (const auto &[place, secret] : secretsOf(named.connection)) {
        if (!places.contains(place))
            continue;
        const Keychain::Key key{nameOf(name, place), secret->recipient};
        if (const auto written = waitFor(keychain.write(key, secret->value), window); !written)
            return Failure(written.error());
        *secret = {.value = {}, .env = {}, .file = {}, .keychain = key.name, .recipient = key.address};
    }
    return named;
}

} // namespace Standin::Gui
