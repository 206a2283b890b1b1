// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/exportbar.h"

#include "gui/style/errorpresenter.h"
#include "gui/widgets/messagelabel.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

ExportBar::ExportBar(QWidget *parent)
    : QWidget(parent)
    , m_progress(new QProgressBar)
    , m_text(new MessageLabel)
    , m_button(new QPushButton)
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
    m_progress->setObjectName(u"exportProgress"_s);
    m_text->setObjectName(u"exportText"_s);
    m_button->setObjectName(u"exportCloseButton"_s);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_progress);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &ExportBar::cancelOrClose);
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_progress->setValue(m_export->progress()); });
    hide();
}

ExportBar::~ExportBar() = default;

std::optional<ExportTerms> ExportBar::askForFile()
{
    const QString jsonLines = tr("JSON Lines (*.jsonl *.ndjson)");
    const QString csv = tr("CSV (*.csv)");
    QFileDialog dialog(this, tr("Export"), m_folder);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters({jsonLines, csv});
    dialog.setDefaultSuffix(u"jsonl"_s);
    connect(&dialog, &QFileDialog::filterSelected, &dialog,
            [&dialog, csv](const QString &filter) { dialog.setDefaultSuffix(filter == csv ? u"csv"_s : u"jsonl"_s); });
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    const QString path = dialog.selectedFiles().value(0);
    m_folder = QFileInfo(path).absolutePath();
    if (const auto format = exportFormatOf(path))
        return ExportTerms{.path = path, .format = *format};
    m_progress->hide();
    m_text->say(
        tr("Nothing was exported: the name %1 does not tell the format. Choose one that ends in .jsonl or .csv.")
            .arg(QFileInfo(path).fileName()),
        MessageLabel::Tone::Bad);
    m_button->setText(tr("Close"));
    show();
    return std::nullopt;
}

void ExportBar::start(const JournalReader &journal, const ExportTerms &terms)
{
    m_path = terms.path;
    m_text->say(tr("Exporting to %1").arg(m_path), MessageLabel::Tone::Quiet);
    m_progress->setValue(0);
    m_progress->show();
    m_button->setText(tr("Cancel"));
    m_button->setEnabled(true);
    show();
    m_export = std::make_unique<JournalExport>(journal, terms, [this](const Result<ExportOutcome> &result) {
        QMetaObject::invokeMethod(
            this, [this, result] { end(result); }, Qt::QueuedConnection);
    });
    m_timer.start();
    emit runningChanged(true);
}

void ExportBar::end(const Result<ExportOutcome> &result)
{
    m_timer.stop();
    m_export.reset();
    m_progress->hide();
    m_button->setText(tr("Close"));
    m_button->setEnabled(true);
    tell(result);
    emit runningChanged(false);
}

void ExportBar::tell(const Result<ExportOutcome> &result)
{
    if (!result && result.error().code == ErrorCode::Cancelled) {
        m_text->say(tr("The export was cancelled. %1 was not written.").arg(m_path), MessageLabel::Tone::Quiet);
        return;
    }
    if (!result) {
        m_text->say(tr("Nothing was exported. %1").arg(ErrorPresenter::text(result.error())), MessageLabel::Tone::Bad);
        return;
    }
    const QString written = tr("%L1 entries were exported to %2.").arg(result->written).arg(m_path);
    if (result->dropped == 0)
        m_text->say(written, MessageLabel::Tone::Good);
    else
        m_text->say(written + u' ' + tr("%L1 entries are missing: they had been dropped before.").arg(result->dropped),
                    MessageLabel::Tone::Warning);
}

void ExportBar::cancelOrClose()
{
    if (!m_export) {
        hide();
        return;
    }
    m_button->setEnabled(false); // until the thread has noticed it
    m_export->cancel();
}

} // namespace Standin::Gui
