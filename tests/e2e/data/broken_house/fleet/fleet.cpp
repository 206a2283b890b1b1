#include "mqtt/core/session.h"
#include "device/device.h"

namespace Standin::Rest {
}
