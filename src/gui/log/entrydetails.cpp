// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/entrydetails.h"

#include "gui/log/dryruntext.h"
#include "gui/log/entryfacts.h"
#include "gui/log/payloadparts.h"
#include "gui/style/colors.h"
#include "gui/widgets/jsonhighlighter.h"
#include "ui_entrydetails.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScopedValueRollback>

#include <algorithm>

namespace Standin::Gui {

namespace {

/// Maximum height of the facts, in percent.
constexpr int factsShare = 45;

/// Highlights the labels of the facts.
class LabelHighlighter final : public QSyntaxHighlighter
{
public:
    explicit LabelHighlighter(const TextView &view)
        : QSyntaxHighlighter(view.document())
        , m_view(view)
    {}

protected:
    void highlightBlock(const QString &text) override
    {
        setFormat(0, static_cast<int>(text.indexOf(u'\t')), Colors::muted(m_view.palette()));
    }

private:
    const TextView &m_view;
};

int widestLabel(const QList<EntryFacts::Fact> &facts, const QFontMetrics &metrics)
{
    constexpr qsizetype measured = 40; // of the facts, and of the characters of each label
    int widest = 0;
    for (const auto &[label, value] : facts.first(std::min(facts.size(), measured)))
        widest = std::max(widest, metrics.horizontalAdvance(label.first(std::min(label.size(), measured))));
    return std::min(widest, metrics.averageCharWidth() * 18);
}

} // namespace

EntryDetails::EntryDetails(const Fleet &fleet, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EntryDetails>())
    , m_trial(fleet)
{
    m_ui->setupUi(this);
    setUpViews();
    m_chosenTab = m_ui->prettyTab;
    connect(m_ui->tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_showing)
            return;
        m_chosenTab = m_ui->tabs->currentWidget();
        fillCurrentTab();
    });
    setEntry(nullptr);
}

EntryDetails::~EntryDetails() = default;

void EntryDetails::setUpViews()
{
    for (TextView *view : {m_ui->prettyView, m_ui->rawView, m_ui->hexView})
        view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_json = new JsonHighlighter(m_ui->prettyView->document());
    m_json->setPalette(palette());
    m_labels = new LabelHighlighter(*m_ui->factsView);
    m_ui->factsView->viewport()->setAutoFillBackground(false);
    m_ui->factsView->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(m_ui->factsView, &TextView::widthChanged, this, &EntryDetails::fitFacts);
}

void EntryDetails::setEntry(const EntryPtr &entry)
{
    m_entry = entry;
    m_filled.clear();
    setVisible(entry != nullptr);
    m_trial.cancel();
    if (!entry)
        return;
    showFacts({});
    if (entry->unanswered && !entry->isOwn())
        m_trial.start(entry, [this](const Result<DryRun> &run) {
            if (run && !run->nearest.isEmpty())
                showFacts(DryRunText::nearMisses(*run));
        });
    m_ui->tabs->setVisible(entry->isMessage() || !entry->payload.isEmpty());
    showBestTab();
    fillCurrentTab();
}

void EntryDetails::showFacts(const QList<EntryFacts::Fact> &more)
{
    const QFontMetrics metrics = m_ui->factsView->fontMetrics();
    const int widest =
        std::max(widestLabel(EntryFacts::of(*m_entry) + more, metrics), widestLabel(m_entry->properties, metrics));
    m_ui->factsView->setTabStopDistance(widest + metrics.averageCharWidth() * 2);
    m_ui->factsView->setParts(EntryFacts::parts(m_entry, more));
    fitFacts();
}

void EntryDetails::showBestTab()
{
    const QScopedValueRollback showing(m_showing, true);
    const bool isJson = PayloadParts::looksLikeJson(m_entry->payload);
    m_ui->tabs->setTabEnabled(m_ui->tabs->indexOf(m_ui->prettyTab), isJson);
    QWidget *nextBest = PayloadParts::looksLikeText(m_entry->payload) ? m_ui->rawTab : m_ui->hexTab;
    m_ui->tabs->setCurrentWidget(m_chosenTab == m_ui->prettyTab && !isJson ? nextBest : m_chosenTab);
}

void EntryDetails::fillCurrentTab()
{
    const QWidget *tab = m_ui->tabs->currentWidget();
    if (!m_entry || m_filled.contains(tab))
        return;
    m_filled.append(tab);
    if (tab == m_ui->prettyTab)
        m_ui->prettyView->setParts(PayloadParts::json(m_entry->payload));
    else if (tab == m_ui->rawTab)
        m_ui->rawView->setParts(PayloadParts::raw(m_entry->payload));
    else
        m_ui->hexView->setParts(PayloadParts::hex(m_entry->payload));
}

void EntryDetails::fitFacts()
{
    const bool isAlone = m_entry && !m_entry->isMessage() && m_entry->payload.isEmpty();
    const int most = isAlone ? height() : height() * factsShare / 100;
    m_ui->factsView->setMaximumHeight(m_ui->factsView->heightUpTo(most));
}

void EntryDetails::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_labels)
        return;
    m_json->setPalette(palette());
    m_labels->rehighlight();
}

void EntryDetails::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitFacts();
}

} // namespace Standin::Gui
