// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"
#include "scenario/record/recordedsession.h"

namespace Standin::Scenarios {

/// The recorded devices as entries of a scenario, and their client ids in its texts.
class DeviceEntries
{
public:
    explicit DeviceEntries(const QList<RecordedDevice> &devices);

    /// Whether its client id is easily seen to be that of the profile's template, so that it shares an entry with
    /// others.
    [[nodiscard]] static bool isOfTemplate(const RecordedDevice &device);

    /// For `devices` of the scenario. Their client ids end with `${vars.suffix}`.
    [[nodiscard]] QList<DeviceEntry> written(QList<RecordingWarning> &warnings) const;

    /// The names of these devices, each once, in a step; as few as possible.
    [[nodiscard]] DeviceNames namesOf(const QStringList &ids) const;
    /// "devices.gw" or "devices.thermo.1", for expressions; empty for another one.
    [[nodiscard]] QString pathOf(const QString &id) const;
    /// nullptr for another one.
    [[nodiscard]] const RecordedDevice *find(const QString &id) const;

    /// Whether the topic of a message is one that the device's profile names.
    [[nodiscard]] bool isOwnTopic(const Entry &entry) const { return !topicName(entry).isEmpty(); }
    /// "${topics.command}"; empty for another topic.
    [[nodiscard]] QString topicName(const Entry &entry) const;

    /// A text with expressions in place of client ids. `current`: the device of the step; empty: none.
    [[nodiscard]] QString withClientIds(const QString &text, const QString &current) const;
    /// The same for text that is not yet a template.
    [[nodiscard]] QString asTemplate(const QString &literal, const QString &current) const;

private:
    struct Group
    {
        QString name = {};
        Profile profile = {};
        bool isTemplate = false;         ///< the client ids are those of the profile's template
        QMap<int, QString> members = {}; ///< client ids by index
    };
    struct Place
    {
        qsizetype group;
        int index;
        const RecordedDevice *device;
    };

    void add(const RecordedDevice &device);
    [[nodiscard]] QString freeName(const QString &wanted) const;
    [[nodiscard]] QString replaced(const QString &text, const QString &current) const;

    const QList<RecordedDevice> m_devices;
    QList<Group> m_groups;
    QHash<QString, Place> m_places;
};

} // namespace Standin::Scenarios
