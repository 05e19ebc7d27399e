"""A pytest plugin: one installation for all tests of a session that need no other."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from resources.installation.ports import HOST, Claims
from resources.services.settings import PREFERRED
from tests.distribution import ENDINGS
from tests.platform.site import LOCATION, Site, make_site, wait_until


@pytest.fixture(scope="session")
def tiny_site(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """With the code location of the tests; it was first started while one of its ports was taken.

    Ask for `site` where it must be up.
    """
    site = make_site(tmp_path_factory.mktemp("site"), LOCATION)
    try:
        with port_taken(PREFERRED["webserver"]):
            site.up()
        request.config.stash[ENDINGS].add(site.down)
        yield site
    finally:
        site.remove()


@pytest.fixture
def site(tiny_site: Site) -> Site:
    """Up and well, whatever the test before has done to it; a test may leave it down."""
    tiny_site.up()
    wait_until(tiny_site.healthy, 90)
    return tiny_site


@contextmanager
def port_taken(port: int) -> Iterator[None]:
    """By somebody who has claimed it: another installation does not choose it meanwhile."""
    claims = Claims()
    with socket.socket() as somebody:
        somebody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if claims.take(port):
            with suppress(OSError):  # a server without a claim has it: as good
                somebody.bind((HOST, port))
                somebody.listen()
        try:
            yield
        finally:
            claims.release()
