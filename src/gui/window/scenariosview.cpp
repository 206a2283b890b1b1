// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/scenariosview.h"

#include "gui/scenarios/recordingbar.h"
#include "gui/scenarios/scenariopane.h"
#include "gui/scenarios/scenariorecording.h"
#include "gui/style/icon.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

ScenariosView::ScenariosView(const WindowViewContext &context, QWidget *parent)
    : WindowView(u"ScenariosView"_s, tr("S&cenarios"), lineIcon(u"scenario"_s), parent)
    , m_pane(new ScenarioPane(context.engine, context.settings))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pane);
    connect(m_pane, &ScenarioPane::failed, this, &ScenariosView::failed);
    connect(m_pane, &ScenarioPane::logRequested, this, context.showInLog);
    connect(m_pane, &ScenarioPane::closable, this, &ScenariosView::closable);
    connect(m_pane, &ScenarioPane::shown, this, &ScenariosView::shown);
    connect(&m_pane->files(), &ScenarioFiles::currentChanged, this, &ScenariosView::documentChanged);
    connect(&m_pane->files(), &ScenarioFiles::changed, this, &ScenariosView::documentChanged);
}

bool ScenariosView::accept(const EntryRequest &request)
{
    if (request.kind != EntryRequest::Kind::ExpectStep && request.kind != EntryRequest::Kind::SendStep)
        return false;
    emit shown();
    m_pane->addStepFrom(request);
    return true;
}

QWidget *ScenariosView::banner()
{
    return new RecordingBar(m_pane->recording());
}

bool ScenariosView::settle()
{
    return m_pane->settle();
}

void ScenariosView::openLast()
{
    m_pane->files().openLast();
}

std::optional<Result<>> ScenariosView::open(const QString &path)
{
    if (!ScenarioFiles::isScenario(path))
        return std::nullopt;
    const auto opened = m_pane->files().open(path);
    if (opened)
        emit shown();
    return opened;
}

std::optional<ViewDocument> ScenariosView::document() const
{
    const ScenarioDocument *document = m_pane->files().current();
    if (!document)
        return ViewDocument{};
    return ViewDocument{document->title(), document->isModified() || document->path().isEmpty()};
}

QList<QAction *> ScenariosView::menuActions() const
{
    return {&m_pane->recording().action()};
}

void ScenariosView::save()
{
    m_pane->files().save();
}

void ScenariosView::saveAs()
{
    m_pane->files().saveAs();
}

} // namespace Standin::Gui
