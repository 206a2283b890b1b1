// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/faults.h"
#include "scenario/file/step.h"

namespace Standin::Scenarios {

/// Reads the steps of a file, with all of their faults. Use it for one file.
class StepReader
{
public:
    static constexpr int deepest = 20; ///< steps in steps
    static constexpr int most = 10'000;
    static constexpr qsizetype longestName = 200;

    /// `text` is that of the file, of which `document` was parsed. Both must outlive it.
    StepReader(const QByteArray &text, const JsonText &document, Faults &faults);

    /// The steps at `pointer`: an array.
    [[nodiscard]] Steps read(const JsonText &steps, const QString &pointer) { return read(steps, pointer, 1); }
    /// The line of a part of the document, from 1.
    [[nodiscard]] int lineOf(const JsonText &part) const;

private:
    Steps read(const JsonText &steps, const QString &pointer, int depth);
    Step readStep(const JsonText &value, const QString &pointer, int depth);
    void readKind(const QString &kind, const JsonText &value, const QString &pointer, int depth, Step &step);
    template <typename Kind>
    void readLeaf(const JsonText &value, const QString &pointer, Step &step);
    template <typename Kind, typename Fill>
    void readObject(const JsonText &value, const QString &pointer, Step &step, Fill fill);
    void readParallel(const JsonText &value, const QString &pointer, int depth, Step &step);
    void readRepeat(const JsonText &value, const QString &pointer, int depth, Step &step);
    void readForEachDevice(const JsonText &value, const QString &pointer, int depth, Step &step);
    void readInclude(const JsonText &value, const QString &pointer, Step &step);

    const JsonText &m_document;
    Faults &m_faults;
    QList<qsizetype> m_lineEnds; ///< offsets in the text of the document
    int m_linesBefore = 0;
    int m_count = 0;
};

} // namespace Standin::Scenarios
