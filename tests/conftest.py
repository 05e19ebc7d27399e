from hypothesis import settings

pytest_plugins = ["tests.distribution", "tests.toolchain.warm", "tests.traceability"]

# How long an example takes says how busy the machine is.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
