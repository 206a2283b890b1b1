// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/routes.h"

namespace Standin::Rest {

std::vector<Route> Routes::recordings()
{
    const QByteArray path = "/api/v1/recordings";
    const QByteArray one = path + "/{id}";
    const RouteContract starts{.body = "RecordingOptions",
                               .mayBeEmpty = true,
                               .answers = {{201, "RecordingAnswer"}},
                               .problems = {429},
                               .headers = {"Location"}};
    return {
        {"GET",
         path,
         "listRecordings",
         "All recordings, the oldest first",
         to(m_recordings, &RecordingsController::list),
         {.answers = {{200, "RecordingList"}}}},
        {"POST", path, "startRecording", "Records what is done to devices",
         to(m_recordings, &RecordingsController::start), starts},
        {"GET",
         one,
         "getRecording",
         "The state of a recording",
         to(m_recordings, &RecordingsController::get),
         {.answers = {{200, "Recording"}}, .problems = {404}}},
        {"POST",
         one + ":stop",
         "stopRecording",
         "Ends a recording",
         to(m_recordings, &RecordingsController::stop),
         {.body = "NoArguments", .mayBeEmpty = true, .answers = {{200, "RecordingStopped"}}, .problems = {404}}},
        {"GET",
         one + "/scenario",
         "getRecordedScenario",
         "The scenario of a recording, as the text of its file",
         to(m_recordings, &RecordingsController::scenario),
         {.answers = {{200, "RecordedScenario"}}, .problems = {404}}},
        {"DELETE",
         one,
         "deleteRecording",
         "Ends a recording if it runs, and forgets it",
         to(m_recordings, &RecordingsController::remove),
         {.answers = {{200, "Changed"}}, .problems = {404}}},
    };
}

} // namespace Standin::Rest
