"""The OpenAPI document of the service that analyses code."""

import yaml

from resources.onextree.service import create_app


def onextree() -> str:
    return yaml.safe_dump(create_app().openapi(), sort_keys=False, allow_unicode=True, width=100)
