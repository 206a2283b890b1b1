// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/faults.h"
#include "scenario/file/step.h"

namespace Standin {
class JsonBuilder;
class JsonReader;
} // namespace Standin

/// Each kind of step in the form of the file. `reader` is the value of its key, in the long form. Faults of the object
/// are in the reader, others are added to `faults`. write() gives the short form where there is one, without the keys
/// that have their usual values. Steps that hold others are in StepReader and StepWriter.
namespace Standin::Scenarios::StepParts {

void read(JsonReader &reader, Connect &step, Faults &faults);
void read(JsonReader &reader, GoOffline &step, Faults &faults);
void read(JsonReader &reader, Reconnect &step, Faults &faults);
void read(JsonReader &reader, Publish &step, Faults &faults);
void read(JsonReader &reader, Preset &step, Faults &faults);
void read(JsonReader &reader, AddRule &step, Faults &faults);
void read(JsonReader &reader, SetState &step, Faults &faults);
void read(JsonReader &reader, Expect &step, Faults &faults);
void read(JsonReader &reader, ExpectNone &step, Faults &faults);
void read(JsonReader &reader, ExpectOrder &step, Faults &faults);
void read(JsonReader &reader, ExpectState &step, Faults &faults);
void read(JsonReader &reader, CaptureValues &step, Faults &faults);
void read(JsonReader &reader, HttpStep &step, Faults &faults);
void read(JsonReader &reader, ProbeStep &step, Faults &faults);

[[nodiscard]] JsonText write(const Connect &step);
[[nodiscard]] JsonText write(const GoOffline &step);
[[nodiscard]] JsonText write(const Reconnect &step);
[[nodiscard]] JsonText write(const Publish &step);
[[nodiscard]] JsonText write(const Preset &step);
[[nodiscard]] JsonText write(const AddRule &step);
[[nodiscard]] JsonText write(const SetState &step);
[[nodiscard]] JsonText write(const Expect &step);
[[nodiscard]] JsonText write(const ExpectNone &step);
[[nodiscard]] JsonText write(const ExpectOrder &step);
[[nodiscard]] JsonText write(const ExpectState &step);
[[nodiscard]] JsonText write(const CaptureValues &step);
[[nodiscard]] JsonText write(const HttpStep &step);
[[nodiscard]] JsonText write(const ProbeStep &step);

// What several kinds have in common.

/// The code with this name, the value of `key`; a fault when there is none.
[[nodiscard]] std::optional<ErrorCode> errorCodeOf(JsonReader &reader, const QString &key, const QString &name);
void readCaptures(JsonReader &reader, QList<Capture> &captures);
void readAmount(JsonReader &reader, Amount &amount);
void addAmount(JsonBuilder &object, const Amount &amount);
/// A time in milliseconds, from `least` to Step::longestMs.
void readMs(JsonReader &reader, const QString &key, int &ms, int least = 0);
/// Unless it is the usual one.
void addMs(JsonBuilder &object, const QString &key, int ms, int usual);

} // namespace Standin::Scenarios::StepParts
