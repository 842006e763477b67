"""How many files a process may hold open: each folder of a mailbox takes three, and a shell allows 1,024."""

import resource
from typing import Final

ENOUGH: Final = 65_536


def allow_many() -> int:
    """Raise what is allowed as far as the system lets us, and return how many files may be open now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
