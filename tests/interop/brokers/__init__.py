# SPDX-License-Identifier: GPL-3.0-or-later
from .aedes import Aedes, AedesBeta
from .ejabberd import Ejabberd
from .mosquitto import Mosquitto
from .rabbitmq import RabbitMq

BROKERS = {kind.name: kind for kind in (Mosquitto, RabbitMq, Ejabberd, Aedes, AedesBeta)}
