// SPDX-License-Identifier: GPL-3.0-or-later
// search [SECONDS] [--file] [--no-bar]: how long devices wait for the journal while it is searched. Two threads append
// messages, 20,000 a second together, to a journal of 200,000 entries with its history in a file; another thread
// searches all of the journal for what is not there, as REST does, again and again. With --file only the newest 10,000
// are in memory, so the search reads the file. Exit 1: the bar is not kept.
#include "base/clock.h"
#include "journal/history/history.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace Standin;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

namespace {

constexpr qsizetype searched = 200'000;
constexpr size_t heldBesideFile = 10'000;
constexpr int workers = 2;
constexpr int messagesPerSecond = 20'000;
constexpr nanoseconds bar = 1ms;
/// Devices wake up for the messages of a millisecond at a time.
constexpr auto wakeUp = 1ms;
constexpr int atOnce = messagesPerSecond / workers / 1000;

Entry command(qint64 number)
{
    const QByteArray text = QByteArray::number(number);
    return {.device = u"gw-%1"_s.arg(number % 1000),
            .event = EntryEvent::MessageReceived,
            .topic = u"mqtt/gw-%1/v1/bypass"_s.arg(number % 1000),
            .payload = R"({"op":"status","level":3,"requestTime":)" + text + R"(,"text":"as long as commands are"})",
            .qos = 1,
            .correlation = {{u"requestTime"_s, QString::fromLatin1(text)}}};
}

/// How often this thread has given up its core because it had to wait, and because another thread was to run.
struct Switches
{
    long waited = 0;
    long preempted = 0;

    static Switches now()
    {
        rusage usage{};
        getrusage(RUSAGE_THREAD, &usage);
        return {usage.ru_nvcsw, usage.ru_nivcsw};
    }
};

/// A call of append().
struct Call
{
    nanoseconds time;
    bool waited = false;    ///< for the lock
    bool preempted = false; ///< the core was given to another thread
};

/// Appends until `end`; returns how long each call took.
std::vector<Call> work(Journal &journal, int worker, steady_clock::time_point end)
{
    std::vector<Call> taken;
    qint64 number = worker;
    for (auto next = steady_clock::now(); next < end; next += wakeUp) {
        std::this_thread::sleep_until(next);
        for (int i = 0; i < atOnce; ++i, number += workers) {
            Entry entry = command(number);
            const Switches before = Switches::now();
            const auto begin = steady_clock::now();
            journal.append(std::move(entry));
            const auto time = steady_clock::now() - begin;
            const Switches after = Switches::now();
            taken.push_back({time, after.waited > before.waited, after.preempted > before.preempted});
        }
    }
    return taken;
}

/// One after the other until `isOver`; returns their number.
int search(const JournalReader &journal, const std::atomic<bool> &isOver)
{
    JournalQuery query;
    query.maxTime = 10ms;
    query.pattern = Match::Pattern::fromJson(
                        JsonText::parse(R"({"payload":{"jsonPointer":"/op","equalTo":"what is not there"}})").value())
                        .value();
    int searches = 0;
    for (; !isOver; ++searches) {
        query.after = journal.oldest() - 1;
        for (bool more = true; more;) {
            const JournalPage page = journal.read(query);
            query.after = page.cursor;
            more = page.more;
        }
    }
    return searches;
}

double microseconds(nanoseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

/// Prints the figures. Returns the time that one call in a thousand exceeds.
nanoseconds report(const char *name, std::vector<Call> taken, std::chrono::seconds time)
{
    std::ranges::sort(taken, {}, &Call::time);
    const auto at = [&taken](double share) {
        return taken[static_cast<size_t>(static_cast<double>(taken.size() - 1) * share)].time;
    };
    std::printf("%s: %.0f messages/s; append() p50 %.1f us, p99 %.1f us, p99.9 %.1f us, longest %.1f us\n", name,
                static_cast<double>(taken.size()) / static_cast<double>(time.count()), microseconds(at(0.5)),
                microseconds(at(0.99)), microseconds(at(0.999)), microseconds(taken.back().time));
    const auto count = [&taken](auto is) { return static_cast<int>(std::ranges::count_if(taken, is)); };
    std::printf("  above %.0f us: %d, of which %d had no core for a while, %d waited for the lock\n", microseconds(bar),
                count([](const Call &call) { return call.time > bar; }),
                count([](const Call &call) { return call.time > bar && call.preempted; }),
                count([](const Call &call) { return call.time > bar && call.waited; }));
    std::fflush(stdout);
    return at(0.999);
}

std::vector<Call> appendFor(Journal &journal, std::chrono::seconds time)
{
    std::array<std::vector<Call>, workers> taken;
    std::vector<std::thread> threads;
    const auto end = steady_clock::now() + time;
    for (int worker = 0; worker < workers; ++worker)
        threads.emplace_back([&, worker] { taken[static_cast<size_t>(worker)] = work(journal, worker, end); });
    for (std::thread &thread : threads)
        thread.join();
    std::vector<Call> all;
    for (const auto &ofOne : taken)
        all.insert(all.end(), ofOne.begin(), ofOne.end());
    return all;
}

bool measure(std::chrono::seconds time, bool inFile)
{
    const QTemporaryDir folder;
    const SystemClock clock;
    Journal journal(clock, {.entries = inFile ? heldBesideFile : size_t(searched)});
    const History history(journal, {.path = folder.filePath(u"journal.db"_s)});
    for (qsizetype i = 0; i < searched; ++i) {
        journal.append(command(i));
        if (inFile && i % 5000 == 0)
            static_cast<void>(history.waitUntilStored(journal.cursor(), 60s));
    }
    if (!history.waitUntilStored(journal.cursor(), 60s)) {
        std::fputs("the history is not written\n", stderr);
        return false;
    }
    report("without a search", appendFor(journal, time), time);
    std::atomic<bool> isOver = false;
    int searches = 0;
    const JournalReader &reader = inFile ? static_cast<const JournalReader &>(history) : journal;
    std::thread searcher([&] { searches = search(reader, isOver); });
    const std::vector<Call> taken = appendFor(journal, time);
    isOver = true;
    searcher.join();
    const nanoseconds wait = report("with searches", taken, time);
    std::printf("%d searches of %lld entries\n", searches,
                static_cast<long long>(reader.cursor() - reader.oldest() + 1));
    return wait <= bar;
}

void printLoad()
{
    std::array<double, 1> load{};
    if (getloadavg(load.data(), 1) == 1)
        std::printf("load average %.1f on %u cores\n", load[0], std::thread::hardware_concurrency());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments().sliced(1);
    const bool hasBar = !arguments.removeOne(u"--no-bar"_s);
    const bool inFile = arguments.removeOne(u"--file"_s);
    const bool isKept = measure(std::chrono::seconds(std::max(1, arguments.value(0, u"20"_s).toInt())), inFile);
    printLoad();
    std::printf("bar (p99.9 at most %.0f us): %s\n", microseconds(bar), isKept ? "kept" : "not kept");
    return isKept || !hasBar ? 0 : 1;
}
