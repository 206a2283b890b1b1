// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/devicerules.h"

#include <QAbstractTableModel>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Models {

/// The rules for a device in the order in which they are tried, with their counts. It reads the fleet when setDevice()
/// or refresh() is called.
class RuleTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn, ///< with a check box: on or off
        PriorityColumn,
        WhenColumn,
        ThenColumn,
        MatchedColumn,
        FiredColumn,
        SourceColumn,
        ColumnCount
    };

    struct Row
    {
        Rules::CompiledRulePtr compiled;
        qsizetype inProfile = -1; ///< its place among the rules of the profile; -1: a rule of the RuleBook
        quint64 matched = 0;
        quint64 fired = 0;

        [[nodiscard]] const Rules::Rule &rule() const { return compiled->rule; }
        [[nodiscard]] bool isOfProfile() const { return inProfile >= 0; }
        /// The ids of a profile and of the RuleBook may be the same.
        [[nodiscard]] std::pair<bool, QString> key() const { return {isOfProfile(), compiled->rule.id}; }
    };

    /// The fleet must outlive the model.
    explicit RuleTableModel(const Fleet &fleet, QObject *parent = nullptr);

    /// Empty: no rules.
    void setDevice(const QString &id);
    void refresh();

    [[nodiscard]] const Row &row(int row) const { return m_rows.at(row); }
    /// -1: there is none.
    [[nodiscard]] int rowOf(const std::pair<bool, QString> &key) const;
    /// Whether the rule can take the place of the one `by` rows below: both stand in the same list and have the same
    /// priority.
    [[nodiscard]] bool canMove(int row, int by) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Only asks for the change: see enabledRequested().
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void enabledRequested(int row, bool enabled);

private:
    [[nodiscard]] QList<Row> rowsNow() const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] static QVariant toolTip(const Row &row, int column);
    void take(QList<Row> rows);
    void refreshCounts();

    const Fleet &m_fleet;
    QString m_device;
    DeviceRules m_rules; ///< those that m_rows was made of
    QList<Row> m_rows;
};

} // namespace Standin::Models
