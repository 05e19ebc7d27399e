pytest_plugins = ["tests.traceability", "tests.toolchain.warm"]
