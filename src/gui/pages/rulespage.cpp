// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/rulespage.h"

#include "fleet/fleet.h"
#include "gui/pages/dryrundialog.h"
#include "gui/pages/ruledraft.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/foldedtext.h"
#include "gui/style/icon.h"
#include "models/ruletext.h"
#include "ui_rulespage.h"

#include <QHeaderView>
#include <QMessageBox>
#include <QShortcut>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

/// Rules change over REST, and their counts with every message.
constexpr auto rulesInterval = 250ms;

RuleEdits::Place placeOf(const Models::RuleTableModel::Row &row)
{
    return row.isOfProfile() ? RuleEdits::Place::Profile : RuleEdits::Place::Program;
}

} // namespace

RulesPage::RulesPage(const DevicePageContext &context, QWidget *parent)
    : DevicePage(u"RulesPage"_s, tr("R&ules"), lineIcon(u"rule"_s), parent)
    , m_ui(std::make_unique<Ui::RulesPage>())
    , m_context(context)
    , m_model(context.fleet)
    , m_edits(context.fleet, context.documents)
{
    m_ui->setupUi(this);
    setUpTable();
    setUpButtons();
    m_ui->rulesResultLabel->hide();
    m_ui->stateEditor->setFleet(context.fleet);
    m_timer.setInterval(rulesInterval);
    connect(&m_timer, &QTimer::timeout, this, &RulesPage::refresh);
    adapt();
}

RulesPage::~RulesPage() = default;

void RulesPage::setUpTable()
{
    QTableView *table = m_ui->rulesTable;
    table->setModel(&m_model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    using Model = Models::RuleTableModel;
    const int widths[] = {13, 8, 0, 0, 9, 7, 9};
    for (int column = 0; column < Model::ColumnCount; ++column)
        header->resizeSection(column, widths[column] * unit);
    header->setSectionResizeMode(Model::WhenColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(Model::ThenColumn, QHeaderView::Stretch);
    keepChosen();
    connect(&m_model, &Model::enabledRequested, this, &RulesPage::setEnabled);
    connect(table, &QTableView::activated, this, &RulesPage::edit);
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RulesPage::adapt);
    const auto key = [table, this](Qt::Key which, auto act) {
        auto *shortcut = new QShortcut(which, table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    key(Qt::Key_Delete, &RulesPage::remove);
    key(Qt::Key_Space, [this] {
        if (const int row = chosen(); row >= 0)
            setEnabled(row, !m_model.row(row).rule().isEnabled);
    });
}

void RulesPage::keepChosen()
{
    using Model = Models::RuleTableModel;
    auto before = std::make_shared<std::optional<std::pair<bool, QString>>>();
    connect(&m_model, &Model::modelAboutToBeReset, this, [this, before] {
        const int row = chosen();
        *before = row < 0 ? std::nullopt : std::optional(m_model.row(row).key());
    });
    connect(&m_model, &Model::modelReset, this, [this, before] {
        if (*before)
            choose(m_model.rowOf(**before));
        adapt();
    });
    connect(&m_model, &Model::dataChanged, this, &RulesPage::adapt);
}

void RulesPage::setUpButtons()
{
    m_ui->addRuleButton->setIcon(lineIcon(u"add"_s));
    connect(m_ui->addRuleButton, &QPushButton::clicked, this,
            [this] { write(RuleDraft::example(m_device), RuleEdits::Place::Program); });
    connect(m_ui->editRuleButton, &QPushButton::clicked, this, &RulesPage::edit);
    connect(m_ui->duplicateRuleButton, &QPushButton::clicked, this, [this] {
        const Models::RuleTableModel::Row row = m_model.row(chosen());
        write(RuleDraft::copyOf(row.rule()), placeOf(row));
    });
    connect(m_ui->removeRuleButton, &QPushButton::clicked, this, &RulesPage::remove);
    connect(m_ui->ruleUpButton, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_ui->ruleDownButton, &QPushButton::clicked, this, [this] { move(1); });
}

void RulesPage::setSelection(const QStringList &ids)
{
    if (ids.first() == m_device)
        return;
    m_device = ids.first();
    m_ui->rulesResultLabel->hide();
    refresh();
}

void RulesPage::setDocument(const DocumentPtr &document)
{
    m_edits.setDocument(document);
    refresh();
}

void RulesPage::setStatus(const DeviceStatus &status)
{
    m_status = status;
    if (isVisible())
        m_ui->stateEditor->setStatus(m_status);
}

bool RulesPage::accepts(EntryRequest::Kind kind) const
{
    return kind == EntryRequest::Kind::Rule || kind == EntryRequest::Kind::DryRun;
}

void RulesPage::accept(const EntryRequest &request)
{
    if (request.kind == EntryRequest::Kind::Rule) {
        write(RuleDraft::from(*request.entry, m_status.commandTopic), RuleEdits::Place::Program);
        return;
    }
    auto *dialog = new DryRunDialog(m_context.fleet, request.entry, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RulesPage::showEvent(QShowEvent *event)
{
    DevicePage::showEvent(event);
    m_ui->stateEditor->setStatus(m_status);
    refresh();
    m_timer.start();
}

void RulesPage::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    DevicePage::hideEvent(event);
}

void RulesPage::refresh()
{
    if (isVisible())
        m_model.setDevice(m_device);
}

int RulesPage::chosen() const
{
    const QModelIndexList rows = m_ui->rulesTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void RulesPage::choose(int row)
{
    if (row >= 0)
        m_ui->rulesTable->setCurrentIndex(m_model.index(row, 0));
}

void RulesPage::adapt()
{
    const int row = chosen();
    for (QPushButton *button : {m_ui->editRuleButton, m_ui->duplicateRuleButton, m_ui->removeRuleButton})
        button->setEnabled(row >= 0);
    m_ui->ruleUpButton->setEnabled(m_model.canMove(row, -1));
    m_ui->ruleDownButton->setEnabled(m_model.canMove(row, 1));
}

void RulesPage::write(const QByteArray &text, RuleEdits::Place place)
{
    open({.title = tr("New Rule"),
          .text = text,
          .place = place,
          .check = {},
          .save = [this](const Rules::Rule &rule, RuleEdits::Place at) { return m_edits.add(rule, at); }});
}

void RulesPage::edit()
{
    const int chosenRow = chosen();
    if (chosenRow < 0)
        return;
    const Models::RuleTableModel::Row row = m_model.row(chosenRow);
    open({.title = tr("Rule %1").arg(Models::RuleText::name(row.rule())),
          .text = RuleDraft::of(row.rule()),
          .isNew = false,
          .place = placeOf(row),
          .check = {},
          .save = [this, row](const Rules::Rule &rule, RuleEdits::Place) { return m_edits.replace(row, rule); }});
}

void RulesPage::open(RuleDialog::Task task)
{
    task.check = [this](const Rules::Rule &rule, RuleEdits::Place at) { return m_edits.check(rule, at); };
    task.save = [this, save = std::move(task.save)](const Rules::Rule &rule, RuleEdits::Place at) {
        const auto saved = save(rule, at);
        if (saved)
            show(saved);
        return saved;
    };
    auto *dialog = new RuleDialog(std::move(task), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RulesPage::remove()
{
    const int chosenRow = chosen();
    if (chosenRow < 0)
        return;
    const Models::RuleTableModel::Row row = m_model.row(chosenRow);
    QMessageBox box(QMessageBox::Question, tr("Remove Rule"),
                    tr("Remove the rule %1?").arg(foldedText(Models::RuleText::name(row.rule()))), QMessageBox::Cancel,
                    this);
    box.setTextFormat(Qt::PlainText);
    const bool isForMore = row.isOfProfile() || row.rule().devices.size() != 1;
    box.setInformativeText(isForMore ? tr("It is also a rule of other devices.") : QString());
    const QAbstractButton *removing = box.addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != removing || !show(m_edits.remove(row)))
        return;
    choose(qMin(chosenRow, m_model.rowCount() - 1));
}

void RulesPage::move(int by)
{
    const int row = chosen();
    if (m_model.canMove(row, by))
        show(m_edits.move(m_model.row(row), m_model.row(row + by)));
}

void RulesPage::setEnabled(int row, bool enabled)
{
    Rules::Rule rule = m_model.row(row).rule();
    rule.isEnabled = enabled;
    show(m_edits.replace(m_model.row(row), rule));
}

bool RulesPage::show(const Result<> &done)
{
    m_ui->rulesResultLabel->say(done ? QString() : ErrorPresenter::text(done.error()), MessageLabel::Tone::Bad);
    m_ui->rulesResultLabel->setVisible(!done);
    refresh();
    return done.has_value();
}

} // namespace Standin::Gui
