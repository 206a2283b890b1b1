// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// The numbered steps of a section of README.md, and what stands out in their text.
class Tour
{
public:
    /// A section from its heading to the next one. Without steps when there is no such section.
    explicit Tour(const QString &heading);

    [[nodiscard]] qsizetype size() const { return m_steps.size(); }
    /// The text of a step, counted from 1.
    [[nodiscard]] QString step(qsizetype number) const { return m_steps.value(number - 1); }

    /// **What is clicked**, *names of pages and modes*, `what is typed`, in the order of the text.
    [[nodiscard]] QStringList bold(qsizetype number) const;
    [[nodiscard]] QStringList italic(qsizetype number) const;
    [[nodiscard]] QStringList code(qsizetype number) const;
    /// The lines of the block of shell commands.
    [[nodiscard]] QStringList commands(qsizetype number) const;

private:
    QStringList m_steps;
};
