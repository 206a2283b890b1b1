// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/stepfields.h"

#include <QScrollArea>

#include <functional>

class QFormLayout;

class QComboBox;

namespace Standin::Gui {

class MessageLabel;

/// The fields of one step. Keys that have no field stay as they are.
class StepForm final : public QScrollArea
{
    Q_OBJECT

public:
    explicit StepForm(QWidget *parent = nullptr);
    ~StepForm() override;

    /// `devices`: names to offer. Undefined: no step. Fields that have the focus and the same value are left alone.
    void setStep(const QString &kind, const JsonText &step, const QStringList &devices);

signals:
    /// `field`: changes of the same field that follow each other are one.
    void edited(const Standin::JsonText &step, const QString &field);

private:
    struct Shown
    {
        StepField field;
        QWidget *editor = nullptr;
    };

    void build(const QList<StepField> &fields, const QStringList &devices);
    QWidget *makeEditor(const StepField &field, const QStringList &devices);
    QComboBox *makeBox(const StepField &field, const QStringList &devices,
                       const std::function<void(const QString &)> &changed);
    void show(const Shown &shown) const;
    void edit(qsizetype index, const QString &text);

    QString m_kind;
    QString m_key; ///< the kind and what decides about the fields
    JsonText m_step;
    QStringList m_devices;
    QList<Shown> m_shown;
    MessageLabel *m_fault = nullptr;
    bool m_isShowing = false;
};

} // namespace Standin::Gui
