"""`make chaos ARGS="--seed 1"`: everything is killed while it works, and nothing may be lost.

Exit code 1 where something was lost or doubled. The same seed and size give the same plan.
"""

import argparse
import os
import secrets
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import stamina.instrumentation

from omninode_bridge.errors import BridgeError
from pipelines.environment import OMNINODE_RATE_LIMITS
from resources.installation.home import user_cache
from resources.kafka.apache.jars import fetched_jars
from resources.services.settings import Settings
from tests.chaos.plan import Size, plan
from tests.chaos.run import Chaos, described
from tests.platform.site import Site


def arguments() -> argparse.Namespace:
    size = Size()
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seed", type=int, action="append", help="repeatable; else a random one")
    parser.add_argument("--requests", type=int, default=size.requests)
    parser.add_argument("--events", type=int, default=size.events)
    parser.add_argument("--strikes", type=int, default=size.strikes)
    parser.add_argument("--keep", type=Path, help="a new folder for the installation, to look at")
    parser.add_argument("--home", type=Path, help="an installation that is up on Apache Kafka")
    parser.add_argument("--plan", action="store_true", help="print when what is struck, only")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    # Not what is proven here; under load limits become tighter.
    os.environ[OMNINODE_RATE_LIMITS.name] = "off"
    # Thousands of our own messages are tried again while the broker is away.
    stamina.instrumentation.set_on_retry_hooks([])
    size = Size(given.requests, given.events, given.strikes)
    seeds: list[int] = given.seed or [secrets.randbelow(1_000_000)]
    if given.plan:
        for strike in (each for seed in seeds for each in plan(seed, size).strikes):
            click.echo(f"{strike.after:6.1%} + {strike.delay_s:.1f} s  {strike.target}")
        return 0
    try:
        if given.home:
            site = Site(Settings(given.home.resolve()))
            ends = [_is_proven(site, seed, size) for seed in seeds]
        else:
            ends = [_is_well(seed, size, given.keep) for seed in seeds]
    except BridgeError as error:
        click.echo(error, err=True)
        return 4
    return 0 if all(ends) else 1


def _is_well(seed: int, size: Size, keep: Path | None) -> bool:
    click.echo(f"seed {seed}: {size}")
    if keep:
        home = (keep / str(seed)).resolve()
        home.mkdir(parents=True, mode=0o700)
        return _carried_out(seed, size, home, keep=True)
    with TemporaryDirectory(prefix="omninode-chaos-", dir="/tmp") as folder:
        return _carried_out(seed, size, Path(folder) / "home", keep=False)


def _carried_out(seed: int, size: Size, home: Path, *, keep: bool) -> bool:
    jars = str(fetched_jars(user_cache(home)))
    site = Site(replace(Settings(home), kafka_jars=jars))
    try:
        site.up()
        return _is_proven(site, seed, size)
    finally:
        site.down() if keep else site.remove()


def _is_proven(site: Site, seed: int, size: Size) -> bool:
    report = Chaos(site, plan(seed, size), click.echo).carry_out()
    click.echo("\n".join(described(report)))
    return not report.problems


if __name__ == "__main__":
    sys.exit(main())
