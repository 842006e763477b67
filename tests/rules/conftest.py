"""Properties are not timed: a busy machine is no fault of the law."""

from hypothesis import settings

settings.register_profile("office", deadline=None)
settings.load_profile("office")
