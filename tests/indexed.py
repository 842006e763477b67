"""The index brought up to date, as the service does it behind registering."""

from casework.desk import Desk
from casework.indexing import put_into_index, waiting_to_index
from reading.word_index import letter_words


def index(desk: Desk) -> int:
    """Put into the index what waits; return how many letters that were."""
    done = 0
    while found := desk.look_now(waiting_to_index):
        done += desk.do_now(put_into_index, [(one, letter_words(one.texts)) for one in found])
    return done
