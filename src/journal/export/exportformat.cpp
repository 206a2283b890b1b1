// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/export/exportformat.h"

namespace Standin {

using namespace Qt::StringLiterals;

std::optional<ExportFormat> exportFormatOf(const QString &path)
{
    const auto endsWith = [&path](QLatin1StringView end) { return path.endsWith(end, Qt::CaseInsensitive); };
    if (endsWith(".csv"_L1))
        return ExportFormat::Csv;
    if (endsWith(".jsonl"_L1) || endsWith(".ndjson"_L1))
        return ExportFormat::JsonLines;
    return std::nullopt;
}

} // namespace Standin
