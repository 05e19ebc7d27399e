"""The end of a generation in a few lines, from the JSON object that `--format json` prints."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from omninode_bridge.advice.shown import advice_from_json, lines
from pipelines.cli.trial import trial

type Result = Mapping[str, object]


def _items(result: Result, key: str) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", result.get(key) or ())  # our own JSON object


def _requirements(result: Result, state: str) -> Sequence[Mapping[str, object]]:
    return _items(cast("Result", result.get("requirements") or {}), state)  # our own JSON object


def summary_lines(result: Result, *, recorded: bool = True) -> Iterator[str]:
    """A failure first says what and why; a success what came out and how to try it.

    `recorded` is false for what ran in this process and can not be looked up later.
    """
    yield from _success(result) if result["status"] == "completed" else _failure(result)
    if recorded:
        yield f"  request    {result['correlation_id']}"
        yield f"  see all    omninode requests show {result['correlation_id']}"


def _success(result: Result) -> Iterator[str]:
    yield (
        f"{result['node_name']} · {result['node_type']} · {done_of(result)}"
        f" · quality {result['quality_score']}"
    )
    yield from _open(_requirements(result, "unbound"))
    for untested in _untested(result):
        yield (
            f"  no test    {untested['id']} {_short(untested['text'])}: "
            "something realises it, and no test shows it"
        )
    for attribute in _requirements(result, "quality_attributes"):
        yield f"  not verifiable here  {attribute['id']} {_short(attribute['text'])}"
    yield from _advice(result)
    yield f"  files      {result['output_path']}"
    yield f"  report     {result['output_path']}/QUALITY.md"
    yield f"  try it     {trial(str(result['output_path']), result['node_type'])}"


def done_of(result: Result) -> str:
    """What counts first: a node that does 2 of 13 things does them well, and is of little use."""
    bound, unbound = _requirements(result, "bound"), _requirements(result, "unbound")
    done, every = len(bound) - len(_untested(result)), len(bound) + len(unbound)
    return f"{done} of {every} requirement{' is' if every == 1 else 's are'} done"


def _untested(result: Result) -> Sequence[Mapping[str, object]]:
    """What is bound, and shown by no test that passed: it is not done yet.

    What was recorded before the result said what was executed has its tests only.
    """
    bound = _requirements(result, "bound")
    return [each for each in bound if not each.get("executed", each.get("tests"))]


def _open(unbound: Sequence[Mapping[str, object]]) -> Iterator[str]:
    for requirement in unbound:
        told = (str(requirement[key]) for key in ("reason", "question"))
        said = ". ".join(each.rstrip(".") if each.endswith(".") else each for each in told if each)
        yield f"  not done   {requirement['id']} {_short(requirement['text'])}: {said}"


def _advice(result: Result) -> Iterator[str]:
    """Only where it was asked for."""
    if told := result.get("advice"):
        first, *remarks = lines(advice_from_json(cast("Result", told)))  # our own JSON object
        yield f"  advice     {first.removeprefix('advice: ')}"
        yield from (f"    {each.strip()}" for each in remarks)


def _failure(result: Result) -> Iterator[str]:
    error = cast("Result", result.get("error") or {})  # our own JSON object
    name = result.get("node_name") or "the request"
    yield f"{name} {result['status']}: {error.get('message', 'no reason was recorded')}"
    if code := error.get("code"):
        yield f"  code       {code}"
    if hint := error.get("hint"):
        yield f"  what to do {hint}"
    yield from _failed_checks(result)
    yield from _advice(result)
    yield from _missing(result)
    yield from _planned(_requirements(result, "unbound"))


def _missing(result: Result) -> Iterator[str]:
    """What else is wrong with the document; the first error is told already."""
    for found in _requirements(result, "missing")[1:]:
        place = f"{found['code']} line {found['line']}"
        yield f"  missing    {place}: {found['message']} {found['fix']}"


def _planned(unbound: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """What was understood, though nothing was made of it; then what was not."""
    for requirement in unbound:
        if how := requirement.get("planned"):
            yield (
                f"  understood {requirement['id']} {_short(requirement['text'])}: {how} "
                "(not proven)"
            )
    yield from _open([each for each in unbound if not each.get("planned")])


def _failed_checks(result: Result) -> Iterator[str]:
    for check in _items(result, "checks"):
        if check["outcome"] == "passed" or not check["gate"]:
            continue
        yield f"  {check['outcome']:10} {check['name']} {check['reason']}".rstrip()
        for found in _items(check, "findings"):
            place = ":".join(str(found[key]) for key in ("file", "line") if found[key])
            yield f"    {found['rule']} {place} {found['message']}".rstrip()


def _short(text: object) -> str:
    line = " ".join(str(text).split())
    return f'"{line[:60]}…"' if len(line) > 61 else f'"{line}"'  # noqa: PLR2004 - one more than shown
