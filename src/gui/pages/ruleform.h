// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace Standin::Gui {

namespace Ui {
class RuleForm;
}

/// Fields for the most frequent parts of a rule: views of its JSON. A field whose part of the JSON has another form
/// than the field can show is disabled.
class RuleForm final : public QWidget
{
    Q_OBJECT

public:
    explicit RuleForm(QWidget *parent = nullptr);
    ~RuleForm() override;

    /// Undefined: the text of the rule cannot be shown, and the fields are disabled. Emits nothing.
    void setRule(const JsonText &rule);

signals:
    /// A field was edited: the value belongs at this path of the JSON. Undefined: it is removed.
    void edited(const QStringList &path, const Standin::JsonText &value);

private:
    /// A part of the rule and its widgets.
    struct Field
    {
        QStringList path;
        std::function<JsonText()> read;
        /// Returns whether the widgets can show the value.
        std::function<bool(const JsonText &)> write;
        QList<QWidget *> widgets;
    };

    void setUpTexts();
    void setUpCondition();
    void setUpReply();
    void setUpNumbers();
    void changed(size_t field);
    /// Shows the value in a field unless it shows it already.
    void show(Field &field, const JsonText &rule);
    bool showCondition(const JsonText &value);
    [[nodiscard]] JsonText condition() const;
    /// Points the fields of the reply to the first reply of the rule, or to the place of a new one.
    void findReply(const JsonText &rule);

    std::unique_ptr<Ui::RuleForm> m_ui;
    std::vector<Field> m_fields;
    bool m_filling = false;
    bool m_hasReply = false; ///< one whose payload the form can show
    bool m_canHaveReply = false;
};

} // namespace Standin::Gui
