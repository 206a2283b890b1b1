// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Standin {

/// How entries are written into a file.
enum class ExportFormat : quint8 {
    JsonLines, ///< one JSON object a line: the entries of REST
    Csv,       ///< see Csv
};

/// By the end of the name: ".jsonl" and ".ndjson", ".csv"; nullopt for others.
[[nodiscard]] std::optional<ExportFormat> exportFormatOf(const QString &path);

} // namespace Standin
