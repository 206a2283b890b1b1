// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

#include <map>

namespace Standin::Scenarios {

/// What `expect` and `expectNone` wait for, of devices and probes alike.
struct WantedEntries
{
    QStringList clients = {}; ///< client ids
    EntryKind kind = EntryKind::In;
    std::optional<EntryEvent> event = {};
    PatternTemplate pattern = {};
    Amount amount = {};
    int withinMs = 0; ///< for `amount.least`
    int forMs = 0;    ///< after that, for `amount.most`
    Since since = {};
    QList<Capture> captures = {};
};

/// The steps expect and expectNone of devices and probes: entries of the journal after a cursor. First it waits until
/// every client has the least number of them; then, if there is a maximum, whether more come.
class ExpectStep final : public StepRun
{
public:
    ExpectStep(RunContext &run, const Step &step, const Trail &trail, int depth);
    ~ExpectStep() override;

private:
    struct Client
    {
        QString id;
        JournalQuery query = {};
        QList<EntryPtr> matched = {};
        quint64 dropped = 0; ///< entries that the journal gave up before they could be checked
        std::optional<AwaitList::Id> await = {};
        bool isDone = false;
        bool hasFailed = false;
    };

    void begin() override;
    void abandon(Stop why) override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> ownTime() const override;

    /// What the step wants; the clients of devices are not named yet.
    void prepare(const Expect &step);
    void prepare(const ExpectNone &step);
    void prepare(const ProbeStep &step);
    template <typename Other>
    void prepare(const Other &)
    {}

    [[nodiscard]] Result<> addClients();
    [[nodiscard]] Result<JournalQuery> queryFor(const QString &client);
    void awaitLeast(size_t client);
    void watchMost(size_t client);
    /// `then`: whether so many came in time; it may be called within this call.
    void await(size_t client, qsizetype count, int ms, const std::function<void(bool)> &then);
    void clientDone(size_t client, bool hasFailed);
    [[nodiscard]] bool hasTooMany(const Client &client) const;
    void judge();
    /// Describes the failure of a client in the report.
    void explain(const Client &client, qsizetype failed);
    void cancelAwaits();
    void noteMatched();

    WantedEntries m_wanted;
    DeviceNames m_names;
    std::optional<QString> m_probe;
    std::vector<Client> m_clients;
    size_t m_done = 0;
    qsizetype m_failed = 0;
};

/// The messages that came nearest to a query; when none is near, the last ones that the client had instead.
[[nodiscard]] QList<NearMiss> nearestMessages(const JournalReader &journal, JournalQuery query);

/// The conditions on entries that a step means for one client. `pattern`: that of `wanted` with its templates rendered.
[[nodiscard]] Result<JournalQuery> queryOf(const WantedEntries &wanted, const QString &client, const JsonText &pattern);

} // namespace Standin::Scenarios
