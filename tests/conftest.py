import signal

from hypothesis import settings

pytest_plugins = ["tests.distribution", "tests.toolchain.warm", "tests.traceability"]

# How long an example takes says how busy the machine is.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure() -> None:
    """In the background a shell ignores SIGINT, and what tests start would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
