// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/ruletable.h"

#include "fleet/fleet.h"
#include "gui/documents/profiledocuments.h"
#include "gui/pages/ruledraft.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/foldedtext.h"
#include "gui/style/icon.h"
#include "gui/style/tablelook.h"
#include "gui/widgets/confirmation.h"
#include "models/ruletext.h"
#include "ui_ruletable.h"

#include <QHeaderView>
#include <QLocale>
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

RuleTable::RuleTable(Fleet &fleet, ProfileDocuments &documents, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RuleTable>())
    , m_model(fleet)
    , m_edits(fleet, documents)
{
    m_ui->setupUi(this);
    setUpTable();
    setUpButtons();
    m_ui->rulesResultLabel->hide();
    m_timer.setInterval(rulesInterval);
    connect(&m_timer, &QTimer::timeout, this, &RuleTable::refresh);
    adapt();
}

RuleTable::~RuleTable() = default;

void RuleTable::setUpTable()
{
    QTableView *table = m_ui->rulesTable;
    table->setModel(&m_model);
    using Model = Models::RuleTableModel;
    applyTableLook(*table, 9, {13, 8, 0, 0, 9, 6, 8});
    table->horizontalHeader()->setSectionResizeMode(Model::WhenColumn, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(Model::ThenColumn, QHeaderView::Stretch);
    keepChosen();
    connect(&m_model, &Model::enabledRequested, this, &RuleTable::setEnabled);
    connect(table, &QTableView::activated, this, &RuleTable::edit);
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RuleTable::adapt);
    const auto key = [table, this](Qt::Key which, auto act) {
        auto *shortcut = new QShortcut(which, table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    key(Qt::Key_Delete, &RuleTable::remove);
    key(Qt::Key_Space, [this] {
        if (const int row = chosen(); row >= 0)
            setEnabled(row, !m_model.row(row).rule().isEnabled);
    });
}

void RuleTable::keepChosen()
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
    connect(&m_model, &Model::dataChanged, this, &RuleTable::adapt);
}

void RuleTable::setUpButtons()
{
    m_ui->addRuleButton->setIcon(lineIcon(u"add"_s));
    m_ui->addRuleButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_ui->addRuleButton, &QToolButton::clicked, this,
            [this] { write(RuleDraft::example(m_device), RuleEdits::Place::Program); });
    connect(m_ui->editRuleButton, &QToolButton::clicked, this, &RuleTable::edit);
    connect(m_ui->duplicateRuleButton, &QToolButton::clicked, this, [this] {
        const Models::RuleTableModel::Row row = m_model.row(chosen());
        write(RuleDraft::copyOf(row.rule()), placeOf(row));
    });
    connect(m_ui->removeRuleButton, &QToolButton::clicked, this, &RuleTable::remove);
    connect(m_ui->ruleUpButton, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_ui->ruleDownButton, &QToolButton::clicked, this, [this] { move(1); });
}

void RuleTable::setDevice(const QString &id)
{
    if (id == m_device)
        return;
    m_device = id;
    m_ui->rulesResultLabel->hide();
    refresh();
}

void RuleTable::setDocument(const DocumentPtr &document)
{
    m_edits.setDocument(document);
    refresh();
}

void RuleTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    m_timer.start();
}

void RuleTable::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

void RuleTable::refresh()
{
    if (isVisible())
        m_model.setDevice(m_device);
}

int RuleTable::chosen() const
{
    const QModelIndexList rows = m_ui->rulesTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void RuleTable::choose(int row)
{
    if (row >= 0)
        m_ui->rulesTable->setCurrentIndex(m_model.index(row, 0));
}

void RuleTable::choose(const Rules::Rule &rule, RuleEdits::Place place)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        Rules::Rule shown = m_model.row(row).rule();
        if (rule.id.isEmpty())
            shown.id.clear();
        if (placeOf(m_model.row(row)) == place && shown == rule)
            return choose(row);
    }
}

void RuleTable::adapt()
{
    const int row = chosen();
    const int count = m_model.rowCount();
    m_ui->rulesCountLabel->say(count > 0 ? QLocale().toString(count) : tr("none"), MessageLabel::Tone::Quiet);
    for (QToolButton *button : {m_ui->editRuleButton, m_ui->duplicateRuleButton, m_ui->removeRuleButton})
        button->setEnabled(row >= 0);
    m_ui->ruleUpButton->setEnabled(m_model.canMove(row, -1));
    m_ui->ruleDownButton->setEnabled(m_model.canMove(row, 1));
}

void RuleTable::write(const QByteArray &text, RuleEdits::Place place)
{
    open({.title = tr("New Rule"),
          .text = text,
          .place = place,
          .check = {},
          .save = [this](const Rules::Rule &rule, RuleEdits::Place at) { return m_edits.add(rule, at); }});
}

void RuleTable::edit()
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

void RuleTable::open(RuleDialog::Task task)
{
    task.check = [this](const Rules::Rule &rule, RuleEdits::Place at) { return m_edits.check(rule, at); };
    task.save = [this, save = std::move(task.save)](const Rules::Rule &rule, RuleEdits::Place at) {
        const auto saved = save(rule, at);
        if (saved) {
            show(saved);
            choose(rule, at);
        }
        return saved;
    };
    auto *dialog = new RuleDialog(std::move(task), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RuleTable::remove()
{
    const int chosenRow = chosen();
    if (chosenRow < 0)
        return;
    const Models::RuleTableModel::Row row = m_model.row(chosenRow);
    const bool isForMore = row.isOfProfile() || row.rule().devices.size() != 1;
    const Confirmation question{.title = tr("Remove Rule"),
                                .text = tr("Remove the rule %1?").arg(foldedText(Models::RuleText::name(row.rule()))),
                                .details = isForMore ? tr("It is also a rule of other devices.") : QString(),
                                .action = tr("Remove")};
    if (!question.ask(*this) || !show(m_edits.remove(row)))
        return;
    choose(qMin(chosenRow, m_model.rowCount() - 1));
}

void RuleTable::move(int by)
{
    const int row = chosen();
    if (m_model.canMove(row, by))
        show(m_edits.move(m_model.row(row), m_model.row(row + by)));
}

void RuleTable::setEnabled(int row, bool enabled)
{
    Rules::Rule rule = m_model.row(row).rule();
    rule.isEnabled = enabled;
    show(m_edits.replace(m_model.row(row), rule));
}

bool RuleTable::show(const Result<> &done)
{
    m_ui->rulesResultLabel->say(done ? QString() : ErrorPresenter::text(done.error()), MessageLabel::Tone::Bad);
    m_ui->rulesResultLabel->setVisible(!done);
    refresh();
    return done.has_value();
}

} // namespace Standin::Gui
