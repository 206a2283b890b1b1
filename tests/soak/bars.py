# SPDX-License-Identifier: GPL-3.0-or-later
"""The limits of the run, and the tables of the results."""
import collections
import re
import statistics
from dataclasses import dataclass, field
from typing import Iterable

from backend import Backend
from client import KEEP_ALIVE
from disturbances import Occurrence
from fleet import DEVICES, Pace
from lane import Lane
from watch import Interruption, Sample, Watch

MINUTE = 60
MEBIBYTE = 1024 * 1024
# 300 reports a second take about 5 % of a core; a busy loop takes 100 %.
AVERAGE_PROCESSOR, MOST_PROCESSOR = 0.25, 0.5
PROCESSOR_SECONDS = 10
# The maximum number of entries in the journal; until it is full, memory grows by less than this for each entry.
JOURNAL_ENTRIES, ENTRY_BYTES = 200_000, 1024
# Memory that the allocator keeps after a burst, and buffers that grow with the size of a write.
RESIDENT_SLACK = 8 * MEBIBYTE
# Connections of REST clients, which may end at any time.
FILE_SLACK = 3
SAMPLES = 10


@dataclass
class Bar:
    what: str
    measured: str
    limit: str
    faults: list[str] = field(default_factory=list)
    is_cost: bool = False  # means nothing when the program is built with a sanitizer


def most_within(times: Iterable[float], seconds: float) -> int:
    recent: collections.deque[float] = collections.deque()
    most = 0
    for at in times:
        recent.append(at)
        while recent[0] <= at - seconds:
            recent.popleft()
        most = max(most, len(recent))
    return most


def attempts_bar(what: str, attempts: dict[str, list[float]], pace: Pace) -> Bar:
    limit = pace.most_attempts(MINUTE) + 1  # one more when a failed device is connected by an order
    counted = {device: most_within(times, MINUTE) for device, times in attempts.items()}
    return Bar(f"attempts of a device in a minute, {what}", str(max(counted.values(), default=0)), f"at most {limit}",
               [f"{device}: {count} in a minute" for device, count in counted.items() if count > limit])


def connects_at_mosquitto(log: str) -> dict[str, list[float]]:
    """The values of the devices, by client id."""
    connects = collections.defaultdict(list)
    for line in re.finditer(r"^(\d+): New client connected from \S+ as (\S+) \(.*\bk(\d+)", log, re.M):
        if line[2] in DEVICES and int(line[3]) != KEEP_ALIVE:
            connects[line[2]].append(float(line[1]))
    return connects


def connects_at_scripted(connects) -> dict[str, list[float]]:
    by_device = collections.defaultdict(list)
    for at, connect in connects:
        if connect.keep_alive != KEEP_ALIVE:
            by_device[connect.client_id].append(at)
    return by_device


def warm_sample(samples: list[Sample]) -> int:
    """The time from which memory must not grow: the journal is full, or half of the time has passed."""
    full = next((i for i, sample in enumerate(samples) if sample.cursor >= JOURNAL_ENTRIES), len(samples))
    return min(full, len(samples) // 2)


def resident_bar(samples: list[Sample]) -> Bar:
    warm = warm_sample(samples)
    before = statistics.median(sample.usage.resident_bytes for sample in samples[warm : warm + SAMPLES])
    after = statistics.median(sample.usage.resident_bytes for sample in samples[-SAMPLES:])
    new_entries = min(samples[-1].cursor, JOURNAL_ENTRIES) - min(samples[warm].cursor, JOURNAL_ENTRIES)
    limit = RESIDENT_SLACK + new_entries * ENTRY_BYTES
    minutes = (samples[warm].at - samples[0].at) / MINUTE
    measured = f"{before / MEBIBYTE:.1f} MiB after {minutes:.1f} min, {after / MEBIBYTE:.1f} at the end"
    return Bar("resident memory", measured, f"+ {limit / MEBIBYTE:.1f} MiB",
               [measured] if after - before > limit else [], is_cost=True)


def processor_bars(samples: list[Sample]) -> list[Bar]:
    def share(first: Sample, last: Sample) -> float:
        return (last.usage.processor_seconds - first.usage.processor_seconds) / max(last.at - first.at, 0.001)

    average = share(samples[0], samples[-1])
    most, at, first = 0.0, samples[0].at, 0
    for sample in samples:
        while sample.at - samples[first].at > PROCESSOR_SECONDS:
            first += 1
        if sample.at - samples[first].at > PROCESSOR_SECONDS * 0.8 and share(samples[first], sample) > most:
            most, at = share(samples[first], sample), sample.at
    return [
        Bar("processor, on average", f"{average:.1%}", f"{AVERAGE_PROCESSOR:.0%} of a core",
            ["too much"] if average > AVERAGE_PROCESSOR else [], is_cost=True),
        Bar(f"processor, in the worst {PROCESSOR_SECONDS} s", f"{most:.1%}", f"{MOST_PROCESSOR:.0%} of a core",
            [f"{at - samples[0].at:.0f} s after the start"] if most > MOST_PROCESSOR else [],
            is_cost=True),
    ]


def growth_bar(what: str, samples: list[Sample], of, slack: int) -> Bar:
    """Each online device has a socket, so only samples with all devices online are compared."""
    calm = [of(sample) for sample in samples if sample.online == len(DEVICES)]
    before, after = statistics.median(calm[:SAMPLES]), statistics.median(calm[-SAMPLES:])
    measured = f"{before:.0f} at the start, {after:.0f} at the end"
    return Bar(what, measured, f"+ {slack}", [measured] if after - before > slack else [])


def describe(interruption: Interruption, start: float) -> str:
    when = f"{interruption.began - start:.1f} s after the start"
    code = f"{interruption.code or 'no code'} {interruption.reason_code or ''}"
    return f"{interruption.device}, {when}: {code} {interruption.words or interruption.entry}"


def interruption_bar(watch: Watch, occurrences: list[Occurrence]) -> Bar:
    """Each has the correct reason. The result is stored with the event."""
    start = watch.samples[0].at
    faults = []
    for interruption in watch.interruptions:
        occurrence = next((h for h in occurrences if h.explains(interruption)), None)
        if occurrence:
            occurrence.interruptions.append(interruption)
        if not interruption.is_explained:
            faults.append("without a reason: " + describe(interruption, start))
        elif not occurrence:
            faults.append("though nothing had happened: " + describe(interruption, start))
        elif not occurrence.disturbance.judge(interruption, DEVICES[interruption.device]):
            faults.append(f"the broker {occurrence.disturbance.name}: " + describe(interruption, start))
    right = len(watch.interruptions) - len(faults)
    return Bar("interruptions with the right reason", f"{right} of {len(watch.interruptions)}", "all", faults)


def effects(occurrence: Occurrence) -> list[str]:
    """The expected effects that are missing."""
    disturbance = occurrence.disturbance
    faults = []
    for device in DEVICES.values():
        if not (disturbance.interrupts and device.broker == occurrence.broker and disturbance.affects(device)):
            continue
        found = [i for i in occurrence.interruptions if i.device == device.client_id]
        if not found:
            faults.append(f"{device.client_id} was not interrupted")
        elif disturbance.hint and device.qos == 0 and not any(
                i.reason_code is not None or disturbance.hint in i.words for i in found):
            faults.append(f"{device.client_id}: no entry says {disturbance.hint}")
    return faults


def effect_bar(occurrences: list[Occurrence]) -> Bar:
    """A disturbance without any effect tests nothing. Call it after interruption_bar()."""
    missing = {f"the broker {h.disturbance.name}, {h.began:.0f}": effects(h) for h in occurrences}
    right = sum(not faults for faults in missing.values())
    return Bar("disturbances that reached every device", f"{right} of {len(occurrences)}", "all",
               [f"{name}: {fault}" for name, faults in missing.items() for fault in faults])


def all_bars(watch: Watch, lanes: list[Lane], backend: Backend, connects: dict[str, list[float]], pace: Pace,
             exit_code: int, complaints: str) -> list[Bar]:
    occurrences = [occurrence for lane in lanes for occurrence in lane.occurrences]
    commands, unanswered = len(backend.commands), backend.faults()
    away = [f"{device}: {state}" for device, state in watch.states.items() if state != "online"]
    return [
        attempts_bar("by its status", {device: attempts.at for device, attempts in watch.attempts.items()}, pace),
        attempts_bar("at the broker", connects, pace),
        interruption_bar(watch, occurrences),
        effect_bar(occurrences),
        Bar("devices back in time", f"after {len(occurrences)} disturbances", "always",
            [fault for lane in lanes for fault in lane.faults]),
        Bar("devices online at the end", str(len(watch.states) - len(away)), str(len(DEVICES)), away),
        Bar("commands answered", f"{commands - len(unanswered)} of {commands}", "all",
            unanswered if commands else ["there was none"]),
        *processor_bars(watch.samples),
        resident_bar(watch.samples),
        growth_bar("open files", watch.samples, lambda sample: sample.usage.files, FILE_SLACK),
        growth_bar("threads", watch.samples, lambda sample: sample.usage.threads, 0),
        Bar("journal entries unseen", str(watch.dropped), "0", ["lost"] if watch.dropped else []),
        Bar("exit code", str(exit_code), "0, without complaints",
            [complaints or "not 0"] if exit_code or complaints else []),
    ]


def table(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def occurrences_table(lanes: list[Lane]) -> str:
    rows = [["the broker", "", "times", "interruptions", "reasons", "slowest recovery"]]
    for lane in lanes:
        by_name = collections.defaultdict(list)
        for occurrence in lane.occurrences:
            by_name[occurrence.broker, occurrence.disturbance.name].append(occurrence)
        for (broker, name), group in by_name.items():
            found = [interruption for occurrence in group for interruption in occurrence.interruptions]
            reasons = collections.Counter(
                i.code + (f" 0x{i.reason_code:02X}" if i.reason_code is not None else "") for i in found)
            rows.append([broker, name, str(len(group)), str(len(found)),
                         ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())) or "-",
                         f"{max(h.recovery for h in group):.1f} s"])
    return table(rows)


def bars_table(bars: list[Bar]) -> str:
    rows = [["what", "measured", "bar", ""]]
    rows += [[bar.what, bar.measured, bar.limit, "BROKEN" if bar.faults else "ok"] for bar in bars]
    return table(rows)
