"""The file transport under several writers and readers: each message once, and always whole."""

from concurrent.futures import ThreadPoolExecutor
from queue import Empty
from threading import Barrier

import pytest
from kombu import Connection

from config import broker
from config.celery import app

MESSAGES = 400
WRITERS = 4


@pytest.fixture
def connect(tmp_path):
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": tmp_path / "messages",
        "data_folder_out": tmp_path / "messages",
        "control_folder": tmp_path / "control",
    }
    return lambda: Connection("filesystem://", transport_options=options)


def test_celery_uses_our_transport(settings):
    settings.CELERY_BROKER_URL = "filesystem://"
    with app.connection_for_write("filesystem://") as connection:
        assert isinstance(connection.transport, broker.Transport)


def test_readers_beside_a_writer_get_every_message_once_and_whole(connect):
    def write() -> None:
        with connect() as connection, connection.SimpleQueue("pulse") as queue:
            for number in range(MESSAGES):
                queue.put({"number": number})

    def read(_reader: int) -> list[int]:
        got: list[int] = []
        with connect() as connection, connection.SimpleQueue("pulse") as queue:
            while True:
                is_written = writing.done()
                try:
                    message = queue.get(timeout=0.5)
                except Empty:
                    if is_written:
                        return got
                    continue
                got.append(message.payload["number"])
                message.ack()

    with ThreadPoolExecutor(4) as threads:
        writing = threads.submit(write)
        reading = [threads.submit(read, reader) for reader in range(3)]
        writing.result()
        received = [number for reader in reading for number in reader.result()]

    assert sorted(received) == list(range(MESSAGES))


def test_first_messages_of_writers_that_start_at_once_arrive(connect):
    """A queue that another thread is still binding is no place where messages vanish."""
    start = Barrier(WRITERS, timeout=30)

    def write(name: str) -> None:
        with connect() as connection:
            start.wait()
            with connection.SimpleQueue(name) as queue:
                queue.put({"for": name})

    names = [f"first-{number}" for number in range(20)]
    with ThreadPoolExecutor(WRITERS) as threads:
        for name in names:
            list(threads.map(write, [name] * WRITERS))

    with connect() as connection:
        arrived = [connection.SimpleQueue(name).qsize() for name in names]
    assert arrived == [WRITERS] * len(names)


def test_bindings_made_at_once_are_all_kept(connect):
    def bind(number: int) -> None:
        with connect() as connection:
            connection.default_channel._queue_bind("celery.pidbox", "", "", f"queue-{number}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(bind, range(24)))

    with connect() as connection:
        bound = connection.default_channel.get_table("celery.pidbox")
    assert {binding.queue for binding in bound} == {f"queue-{number}" for number in range(24)}
