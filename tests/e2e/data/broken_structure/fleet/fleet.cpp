#include "device/device.h"
#include "mqtt/core/session.h"

namespace Standin::Rest {}

QFile notes("notes.txt");
