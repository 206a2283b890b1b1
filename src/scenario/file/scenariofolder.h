// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <mutex>

namespace Standin::Scenarios {

/// The scenario files in a folder. The id of one is its path in the folder without ".scenario.json", such as
/// "smoke/reboot". Links that lead out of the folder are not followed. Thread-safe.
class ScenarioFolder
{
public:
    static constexpr QLatin1StringView suffix{".scenario.json"};
    static constexpr qsizetype mostFiles = 10'000;
    static constexpr qsizetype longestId = 500;
    static constexpr qsizetype deepest = 10; ///< parts of an id

    /// An empty path: there is no folder, and so no files.
    explicit ScenarioFolder(QString path)
        : m_path(std::move(path))
    {}

    [[nodiscard]] const QString &path() const { return m_path; }
    /// In their order; the first `mostFiles`.
    [[nodiscard]] QStringList ids() const;
    /// The path of a file, whether it is there or not. InvalidArgument for what is no id, or leads out of the folder;
    /// FileNotWritable without a folder.
    [[nodiscard]] Result<QString> pathOf(const QString &id) const;
    /// The folder in which it is: that of its relative paths.
    [[nodiscard]] Result<QString> folderOf(const QString &id) const;
    /// The id of a path in the folder; empty for others.
    [[nodiscard]] QString idOf(const QString &path) const;

    struct Text
    {
        QByteArray bytes;
        quint64 revision; ///< the same for the same bytes
    };
    [[nodiscard]] static quint64 revisionOf(const QByteArray &bytes);
    /// nullopt when there is no such file. FileNotReadable, TooLarge.
    [[nodiscard]] Result<std::optional<Text>> read(const QString &id) const;

    /// Refuses a change; the revision is nullopt when there is no such file.
    using Check = std::function<Result<>(const std::optional<quint64> &revision)>;
    /// Makes or replaces a file; true when it is new. FileNotWritable. No other write of this object comes between the
    /// check and the change.
    Result<bool> write(const QString &id, const QByteArray &bytes, const Check &check);
    /// False when there was none.
    Result<bool> remove(const QString &id, const Check &check);

private:
    [[nodiscard]] Result<std::optional<quint64>> revision(const QString &id) const;

    const QString m_path;
    std::mutex m_changes;
};

} // namespace Standin::Scenarios
