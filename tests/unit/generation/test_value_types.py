"""The value types of a package, imported as a package has them."""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from omninode_bridge.generation.skeletons import rendered

ROOT = "onex_value_type_probe"

type Adapt = Callable[[str, str], TypeAdapter[object]]


@pytest.fixture(scope="module")
def adapt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Adapt]:
    """Module and name to an adapter of the value type."""
    folder = tmp_path_factory.mktemp("value_types")
    _write(folder / ROOT / "value_types")
    sys.path.insert(0, str(folder))
    try:
        yield lambda module, name: TypeAdapter(
            getattr(importlib.import_module(f"{ROOT}.value_types.{module}"), name)
        )
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.startswith(ROOT)]:
            del sys.modules[name]


def _write(folder: Path) -> None:
    folder.mkdir(parents=True)
    templates = files("omninode_bridge.generation") / "templates" / "value_types"
    for template in templates.iterdir():
        name = template.name.removesuffix(".jinja")
        source = rendered(f"value_types/{name}", header="# x", root=ROOT)
        (folder / name).write_text(source, encoding="utf-8")


def _adapter(annotation: object) -> TypeAdapter[object]:
    return TypeAdapter(annotation)  # type: ignore[arg-type]  # known at run time only


def _answered(adapter: TypeAdapter[object], text: str) -> object:
    value = adapter.validate_python(json.loads(text, parse_float=Decimal))
    return json.loads(adapter.dump_json(value))


ACCEPTED = [
    ("int_number", "IntNumber", "3", 3),
    ("int_number", "IntNumber", "-12345678901234567890123", -12345678901234567890123),
    ("money", "Money", "19.9", "19.90"),
    ("money", "Money", "1", "1.00"),
    ("money", "Money", '"12.345"', "12.35"),
    ("money", "Money", "-0.005", "-0.01"),
    ("money", "Money", '"-0.001"', "0.00"),
    ("money", "Money", "1e3", "1000.00"),
    ("decimal_number", "DecimalNumber", "12.00", "12"),
    ("decimal_number", "DecimalNumber", '"0.50"', "0.5"),
    ("decimal_number", "DecimalNumber", "1e3", "1000"),
    ("decimal_number", "DecimalNumber", '"-0"', "0"),
    ("decimal_number", "DecimalNumber", "0.1234567890123456789012345678", None),
    ("float_number", "FloatNumber", "1.5", 1.5),
    ("float_number", "FloatNumber", "2", 2.0),
    ("boolean", "Boolean", "true", True),
    ("text", "Text", '"3"', "3"),
    ("uuid_value", "UuidValue", '"0000000A-0000-4000-8000-00000000000B"', None),
    ("calendar_date", "CalendarDate", '"2024-02-29"', "2024-02-29"),
    ("timestamp", "Timestamp", '"2024-01-01T01:30:00+02:00"', "2023-12-31T23:30:00Z"),
    ("timestamp", "Timestamp", '"2024-01-01T00:00:00.500Z"', "2024-01-01T00:00:00.5Z"),
    ("timestamp", "Timestamp", '"2024-01-01T00:00Z"', "2024-01-01T00:00:00Z"),
    ("time_span", "TimeSpan", '"PT26H"', "P1DT2H"),
    ("time_span", "TimeSpan", '"P1W"', "P7D"),
    ("time_span", "TimeSpan", '"PT0S"', "PT0S"),
    ("time_span", "TimeSpan", '"-PT90.5S"', "-PT1M30.5S"),
    ("email", "Email", '"a.b+c@example.org"', "a.b+c@example.org"),
    ("url", "Url", '"https://example.org:8080/a?b=c#d"', "https://example.org:8080/a?b=c#d"),
    ("base64_bytes", "Base64Bytes", '"AAE="', "AAE="),
    ("json_value", "AnyJson", '{"a": [1.5, null, "x"]}', {"a": [1.5, None, "x"]}),
    ("int_key", "IntKey", '"-7"', -7),
]

REFUSED = [
    *(("int_number", "IntNumber", text) for text in ('"3"', "3.0", "true", "null", "[3]")),
    *(("boolean", "Boolean", text) for text in ("1", '"true"', "null")),
    *(("text", "Text", text) for text in ("3", "null", "true", '["a"]')),
    *(
        ("money", "Money", text)
        for text in ("true", "null", '"1e3"', '"+1"', '" 1"', '"1,000"', '"NaN"', "NaN", "1e30")
    ),
    *(
        ("decimal_number", "DecimalNumber", text)
        for text in ("true", '"1e3"', '".5"', '"5."', '""', "Infinity", "1e5000", "[]", "{}")
    ),
    *(("float_number", "FloatNumber", text) for text in ('"1"', "true", "NaN", "1e999", "null")),
    *(
        ("uuid_value", "UuidValue", text)
        for text in ('"0000000a00004000800000000000000b"', '"{0}"', "3", "null")
    ),
    *(
        ("calendar_date", "CalendarDate", text)
        for text in ('"2024-02-30"', '"20240101"', '"2024-01-01T00:00:00Z"', "0", "null")
    ),
    *(
        ("timestamp", "Timestamp", text)
        for text in ('"2024-01-01T00:00:00"', '"2024-01-01"', "0", '"2024-01-01 00:00:00Z"')
    ),
    ("timestamp", "Timestamp", '"0001-01-01T00:00:00+10:00"'),
    *(
        ("time_span", "TimeSpan", text)
        for text in ('"P1Y"', '"P"', '"PT"', '"1h"', "3600", '"PT1H "', '"P9999999999D"')
    ),
    *(("email", "Email", text) for text in ('"a@b"', '"a b@c.org"', '"@c.org"', '"a@c.org\\n"')),
    *(("url", "Url", text) for text in ('"ftp://a.org"', '"https://"', '"https://a.org/a b"')),
    *(("base64_bytes", "Base64Bytes", text) for text in ('"AAE"', '"AAF="', '"A AE="', "1")),
    *(("int_key", "IntKey", text) for text in ('"07"', '"1.0"', "true", "1.5")),
]


@pytest.mark.parametrize(("module", "name", "text", "answer"), ACCEPTED)
def test_values_are_read_and_written(
    adapt: Adapt, module: str, name: str, text: str, answer: object
) -> None:
    found = _answered(adapt(module, name), text)
    assert found == (
        json.loads(text.lower()) if answer is None and '"' in text else answer or found
    )
    assert _answered(adapt(module, name), json.dumps(found)) == found


@pytest.mark.parametrize(("module", "name", "text"), REFUSED)
def test_values_of_another_form_are_refused(
    adapt: Adapt, module: str, name: str, text: str
) -> None:
    with pytest.raises(ValidationError):
        _answered(adapt(module, name), text)


def test_long_decimals_keep_every_digit(adapt: Adapt) -> None:
    text = "0.1234567890123456789012345678"
    assert _answered(adapt("decimal_number", "DecimalNumber"), text) == text


def test_money_is_rounded_before_its_constraint_is_checked(adapt: Adapt) -> None:
    adapt("money", "Money")
    money = importlib.import_module(f"{ROOT}.value_types.money").Money
    positive = _adapter(Annotated[money, Field(gt=0)])
    assert positive.validate_python("0.005") == Decimal("0.01")
    with pytest.raises(ValidationError):
        positive.validate_python("0.004")


def test_a_user_pattern_joins_the_pattern_of_an_address(adapt: Adapt) -> None:
    adapt("email", "Email")
    email = importlib.import_module(f"{ROOT}.value_types.email").Email
    company = _adapter(Annotated[email, Field(pattern=r"\A(?:.*@a\.org)\z")])
    assert company.validate_python("x@a.org") == "x@a.org"
    for refused in ("x@b.org", "@a.org"):
        with pytest.raises(ValidationError):
            company.validate_python(refused)
