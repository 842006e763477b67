"""Two hundred mailboxes take more open files than a shell allows a program."""

import resource

from vastaja.open_files import ENOUGH, allow_many


def test_the_service_opens_as_many_files_as_the_system_lets_it() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        assert allow_many() == (ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard))
        assert allow_many() >= 256  # a second time changes nothing
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
