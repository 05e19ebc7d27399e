pytest_plugins = ["tests.traceability"]
