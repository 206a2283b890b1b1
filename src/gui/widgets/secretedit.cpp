// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/secretedit.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

SecretEdit::Kind kindOf(const Secret &secret)
{
    if (!secret.env.isEmpty())
        return SecretEdit::Kind::Environment;
    if (!secret.file.isEmpty())
        return SecretEdit::Kind::File;
    if (!secret.keychain.isEmpty())
        return SecretEdit::Kind::Keychain;
    return secret.isTyped() ? SecretEdit::Kind::Typed : SecretEdit::Kind::None;
}

} // namespace

SecretEdit::SecretEdit(QWidget *parent)
    : QWidget(parent)
    , m_kindBox(new QComboBox(this))
    , m_valueEdit(new QLineEdit(this))
{
    m_kindBox->setObjectName(u"kindBox"_s);
    m_kindBox->addItems({tr("None"), tr("Typed in"), tr("Environment"), tr("File"), tr("Keychain")});
    m_valueEdit->setObjectName(u"valueEdit"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_kindBox);
    row->addWidget(m_valueEdit);
    setFocusProxy(m_kindBox);
    connect(m_kindBox, &QComboBox::currentIndexChanged, this, &SecretEdit::adaptValueEdit);
    connect(m_kindBox, &QComboBox::activated, m_valueEdit, &QLineEdit::clear);
    connect(m_kindBox, &QComboBox::currentIndexChanged, this, [this] { m_isEntered = true; });
    connect(m_valueEdit, &QLineEdit::textChanged, this, [this] { m_isEntered = true; });
    adaptValueEdit();
}

void SecretEdit::setSecret(const Secret &secret)
{
    m_kept = secret;
    m_kindBox->setCurrentIndex(static_cast<int>(kindOf(secret)));
    m_valueEdit->setText(!secret.env.isEmpty() ? secret.env : !secret.file.isEmpty() ? secret.file : secret.keychain);
    m_isEntered = false;
    adaptValueEdit();
}

Secret SecretEdit::secret() const
{
    const QString text = m_valueEdit->text();
    if (!m_isEntered)
        return m_kept;
    switch (kind()) {
    case Kind::None:
        return {};
    case Kind::Typed:
        if (text.isEmpty() && !m_kept.value.isEmpty())
            return {.value = m_kept.value, .env = {}, .file = {}, .ask = m_kept.ask, .recipient = m_kept.recipient};
        return {.value = text, .env = {}, .file = {}, .ask = m_kept.ask || text.isEmpty()};
    case Kind::Environment:
        return {.value = {}, .env = text.trimmed(), .file = {}};
    case Kind::File:
        return {.value = {}, .env = {}, .file = text.trimmed()};
    case Kind::Keychain:
        return {.value = {}, .env = {}, .file = {}, .keychain = text.trimmed()};
    }
    Q_UNREACHABLE();
}

SecretEdit::Kind SecretEdit::kind() const
{
    return static_cast<Kind>(m_kindBox->currentIndex());
}

void SecretEdit::adaptValueEdit()
{
    m_valueEdit->setEnabled(kind() != Kind::None);
    m_valueEdit->setEchoMode(kind() == Kind::Typed ? QLineEdit::Password : QLineEdit::Normal);
    switch (kind()) {
    case Kind::None:
        m_valueEdit->setPlaceholderText({});
        break;
    case Kind::Typed:
        m_valueEdit->setPlaceholderText(m_kept.value.isEmpty() ? tr("Asked for on Connect") : tr("Unchanged"));
        break;
    case Kind::Environment:
        m_valueEdit->setPlaceholderText(tr("Variable"));
        break;
    case Kind::File:
        m_valueEdit->setPlaceholderText(tr("Its path"));
        break;
    case Kind::Keychain:
        m_valueEdit->setPlaceholderText(tr("Its name there"));
        break;
    }
}

} // namespace Standin::Gui
