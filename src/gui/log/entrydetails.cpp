// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entrydetails.h"

#include "base/json.h"
#include "gui/log/hexdump.h"
#include "gui/style/displaytext.h"
#include "gui/style/errorpresenter.h"
#include "models/payloadpreview.h"
#include "ui_entrydetails.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QLocale>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype hexBytes = 32 * 1024;

using Fact = std::pair<QString, QString>;

QString flagsOf(const Entry &entry)
{
    QStringList flags = {EntryDetails::tr("QoS %1").arg(entry.qos)};
    if (entry.retain)
        flags.append(EntryDetails::tr("retain"));
    if (entry.dup)
        flags.append(EntryDetails::tr("dup"));
    if (entry.packetId != 0)
        flags.append(EntryDetails::tr("packet %1").arg(entry.packetId));
    flags.append(QLocale().formattedDataSize(entry.payload.size()));
    return flags.join(u", "_s);
}

QString answerOf(const Entry &entry)
{
    if (!entry.ruleId.isEmpty())
        return DisplayText::rule(entry.ruleId);
    return entry.matched ? EntryDetails::tr("answered") : EntryDetails::tr("not answered");
}

QList<Fact> factsOf(const Entry &entry)
{
    QList<Fact> facts;
    facts.append({EntryDetails::tr("Time"),
                  QDateTime::fromMSecsSinceEpoch(entry.at / 1000).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)});
    facts.append({EntryDetails::tr("Device"), entry.device});
    if (!entry.topic.isEmpty())
        facts.append({EntryDetails::tr("Topic"), entry.topic});
    if (entry.isMessage())
        facts.append({EntryDetails::tr("Message"), flagsOf(entry)});
    for (const auto &[key, value] : entry.correlation)
        facts.append({key, value});
    if (entry.event == EntryEvent::MessageReceived)
        facts.append({EntryDetails::tr("Answer"), answerOf(entry)});
    else if (!entry.ruleId.isEmpty())
        facts.append({EntryDetails::tr("Sent as"), DisplayText::rule(entry.ruleId)});
    for (const auto &[key, value] : entry.properties)
        facts.append({key, value});
    if (!entry.isMessage())
        facts.append({DisplayText::kind(entry.kind()), DisplayText::note(entry)});
    if (entry.error)
        facts.append({EntryDetails::tr("Why"), ErrorPresenter::text(*entry.error)});
    return facts;
}

QString tableOf(const QList<Fact> &facts, const QColor &labelColor)
{
    QString rows;
    for (const auto &[label, value] : facts)
        rows += u"<tr><td style='color:%1;padding-right:10px'>%2</td><td>%3</td></tr>"_s.arg(
            labelColor.name(), label.toHtmlEscaped(), value.toHtmlEscaped());
    return u"<table cellspacing='0' cellpadding='1'>%1</table>"_s.arg(rows);
}

} // namespace

EntryDetails::EntryDetails(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EntryDetails>())
{
    m_ui->setupUi(this);
    m_ui->prettyView->setViewer();
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_ui->rawView->setFont(fixed);
    m_ui->hexView->setFont(fixed);
    m_chosenTab = m_ui->prettyTab;
    connect(m_ui->tabs, &QTabWidget::currentChanged, this, [this] {
        if (!m_showing)
            m_chosenTab = m_ui->tabs->currentWidget();
    });
    setEntry(nullptr);
}

EntryDetails::~EntryDetails() = default;

void EntryDetails::setEntry(const EntryPtr &entry)
{
    setVisible(entry != nullptr);
    if (!entry)
        return;
    m_ui->factsLabel->setText(tableOf(factsOf(*entry), palette().color(QPalette::PlaceholderText)));
    m_ui->tabs->setVisible(entry->isMessage() || !entry->payload.isEmpty());
    showPayload(entry->payload);
}

void EntryDetails::showPayload(const QByteArray &payload)
{
    const QByteArray shown = payload.first(qMin(payload.size(), shownBytes));
    const QString cut = payload.size() > shown.size() ? tr("\n… cut here, the payload is longer") : QString();
    const auto pretty = Json::reindented(shown);
    if (pretty) {
        m_ui->prettyView->setReadOnly(false);
        m_ui->prettyView->setText(QString::fromUtf8(*pretty));
        m_ui->prettyView->setReadOnly(true);
    }
    m_ui->rawView->setPlainText(QString::fromUtf8(shown) + cut);
    const QByteArrayView dumped = QByteArrayView(payload).first(qMin(payload.size(), hexBytes));
    m_ui->hexView->setPlainText(hexDump(dumped) + (payload.size() > hexBytes ? cut : QString()));
    showBestTab(pretty.has_value(), Models::isText(shown));
}

void EntryDetails::showBestTab(bool isJson, bool isText)
{
    const QScopedValueRollback showing(m_showing, true);
    m_ui->tabs->setTabEnabled(m_ui->tabs->indexOf(m_ui->prettyTab), isJson);
    QWidget *nextBest = isText ? m_ui->rawTab : m_ui->hexTab;
    m_ui->tabs->setCurrentWidget(m_chosenTab == m_ui->prettyTab && !isJson ? nextBest : m_chosenTab);
}

} // namespace Standin::Gui
