"""One parse of a file for all rules: a dozen of them would each parse it again."""

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast


@contextmanager
def parsed_once() -> Iterator[None]:
    """`ast.parse` gives the tree that it gave for the same text; rules only look at trees.

    For a process that lives for one package: nothing is ever forgotten or collected.
    """
    known: dict[tuple[str | bytes, str], ast.Module] = {}
    parse = ast.parse

    def remembered(
        source: object, filename: object = "<unknown>", *args: object, **named: object
    ) -> ast.AST:
        if args or named or not isinstance(source, str | bytes):
            return cast("ast.AST", parse(source, filename, *args, **named))  # type: ignore[call-overload]  # handed on as it came
        key = (source, str(filename))
        if key not in known:
            known[key] = parse(source, str(filename))
        return known[key]

    gc.disable()
    ast.parse = remembered  # type: ignore[assignment]  # it has overloads for each mode
    try:
        yield
    finally:
        ast.parse = parse
        gc.enable()
