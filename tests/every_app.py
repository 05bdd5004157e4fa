"""Settings with the apps of all three programs: only for the type checker, never served."""

from jemput.center.config.settings import APPS as CENTER_APPS
from jemput.kit.config.settings import APPS as KIT_APPS
from jemput.node.settings import NodeSettings, django_settings, read
from jemput.office.config.settings import APPS as OFFICE_APPS

# Named here for the type checker, which does not see what the update below brings.
JEMPUT: NodeSettings
JEMPUT_ROLES: str
JEMPUT_ROOMS: str

globals().update(django_settings(read("office"), apps=(*OFFICE_APPS, *KIT_APPS, *CENTER_APPS)))
