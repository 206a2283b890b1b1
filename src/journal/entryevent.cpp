// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/entryevent.h"

#include <array>

namespace Standin {

namespace {

constexpr std::array eventNames = {
    QStringView(u"message-received"),     QStringView(u"message-sent"),          QStringView(u"state-changed"),
    QStringView(u"report-not-sent"),      QStringView(u"reply-not-sent"),        QStringView(u"message-refused"),
    QStringView(u"message-given-up"),     QStringView(u"with-will-unavailable"), QStringView(u"local-broker-died"),
    QStringView(u"subscription-limited"), QStringView(u"replies-stopped"),       QStringView(u"connack-received"),
    QStringView(u"subscription-granted"), QStringView(u"subscription-refused"),  QStringView(u"pingresp-late"),
    QStringView(u"disconnect-received"),  QStringView(u"history-stopped"),       QStringView(u"history-resumed"),
    QStringView(u"event-fired"),          QStringView(u"rule-failed"),           QStringView(u"state-set"),
};

} // namespace

QString toString(EntryEvent event)
{
    return eventNames.at(static_cast<size_t>(event)).toString();
}

std::optional<EntryEvent> entryEventFromString(QStringView name)
{
    for (size_t i = 0; i < eventNames.size(); ++i) {
        if (eventNames[i] == name)
            return static_cast<EntryEvent>(i);
    }
    return std::nullopt;
}

QStringList entryEventNames()
{
    QStringList names;
    for (const QStringView name : eventNames)
        names.append(name.toString());
    return names;
}

} // namespace Standin
