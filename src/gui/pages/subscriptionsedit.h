// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/subscription.h"

#include <QWidget>

#include <memory>

namespace Standin::Gui {

namespace Ui {
class SubscriptionsEdit;
}

/// Edits a list of subscriptions: a table with filter and QoS, and below it the options of the chosen one.
class SubscriptionsEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit SubscriptionsEdit(QWidget *parent = nullptr);
    ~SubscriptionsEdit() override;

    void setSubscriptions(const QList<Subscription> &subscriptions);
    /// Without those that have no filter.
    [[nodiscard]] QList<Subscription> subscriptions() const;
    /// Whether the options have an effect, which needs MQTT 5.0.
    void setOptionsEnabled(bool enabled);

    /// The names of the values of SubscribeOptions::retainHandling, in their order.
    [[nodiscard]] static QStringList retainHandlings();

signals:
    void edited();

private:
    void showRow(int row);
    void add();
    void remove();
    void cellChanged(int row, int column);
    void optionsChanged();
    void showOptions();

    std::unique_ptr<Ui::SubscriptionsEdit> m_ui;
    QList<Subscription> m_subscriptions; ///< as in the rows
    bool m_filling = false;
    bool m_hasOptions = true;
};

} // namespace Standin::Gui
