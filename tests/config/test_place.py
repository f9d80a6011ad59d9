import socket

import pytest

from config.place import CannotStart, Place


def place(tmp_path, **given: str) -> Place:
    return Place.from_environment({"DATA_DIR": str(tmp_path / "var"), **given})


def test_without_a_word_it_is_port_8000_of_this_machine_alone(tmp_path):
    default = place(tmp_path)

    assert default.url == "http://127.0.0.1:8000"
    assert default.is_loopback


def test_all_addresses_are_not_loopback(tmp_path):
    assert not place(tmp_path, BIND="0.0.0.0").is_loopback  # noqa: S104


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8 000", "\uff18\uff10"])
def test_port_that_is_none_is_refused(tmp_path, port):
    with pytest.raises(CannotStart, match="PORT"):
        place(tmp_path, PORT=port)


def test_taken_port_is_refused_with_the_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotStart, match=rf"Port {port} is taken.*make run PORT="):
            place(tmp_path, PORT=str(port)).refuse_taken_port()


def test_strange_address_is_refused(tmp_path):
    with pytest.raises(CannotStart, match="BIND"):
        place(tmp_path, BIND="192.0.2.1").refuse_taken_port()


def test_port_shared_by_a_web_server_counts_as_taken(tmp_path):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(CannotStart, match="taken"):
            place(tmp_path, PORT=str(taken.getsockname()[1])).refuse_taken_port()


def test_second_start_on_the_same_folder_is_refused(tmp_path):
    with (
        place(tmp_path).locked(),
        pytest.raises(CannotStart, match="already"),
        place(tmp_path).locked(),
    ):
        pass


def test_folder_is_free_again_after_the_end(tmp_path):
    with place(tmp_path).locked():
        pass

    with place(tmp_path).locked():
        pass


def test_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "var").write_text("a file is in the way")

    with pytest.raises(CannotStart, match="DATA_DIR="), place(tmp_path).locked():
        pass


def test_secret_is_made_once_and_only_for_us(tmp_path):
    with place(tmp_path).locked():
        path = place(tmp_path).secret_file()

    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text()) >= 50
    assert place(tmp_path).secret_file().read_text() == path.read_text()
