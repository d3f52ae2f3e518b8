"""Where the app says it is reached."""

import socket

from server import address


def test_an_app_on_every_interface_has_an_address_for_this_machine_and_one_for_phones() -> None:
    here, *elsewhere = address.urls("0.0.0.0", 8000, https=False)
    assert here == "http://localhost:8000"
    assert elsewhere in ([], [f"http://{address.own_address()}:8000"])


def test_an_app_kept_to_this_machine_has_one_address() -> None:
    assert address.urls("127.0.0.1", 8001, https=True) == ["https://localhost:8001"]
    assert address.urls("10.0.0.7", 80, https=False) == ["http://10.0.0.7:80"]


def test_a_port_in_use_is_not_free_and_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not address.is_free("127.0.0.1", port)
        assert address.is_answering("0.0.0.0", port)
    assert address.is_free("127.0.0.1", port)
    assert not address.is_answering("127.0.0.1", port)
