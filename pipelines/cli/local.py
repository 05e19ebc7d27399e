"""`omninode generate --local`: the same stages and the same gate in this process."""

import gc
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from omninode_bridge.errors import BridgeError
from omninode_bridge.ports import Intelligence
from omninode_bridge.requirements.title import peek_name
from omninode_bridge.stages.local import Ids, Tools, local_result, run_locally
from omninode_bridge.stages.registered_node import extra_files
from omninode_bridge.stages.values import GenerationOptions
from pipelines.cli.connections import open_database, switchboard
from pipelines.cli.delivery import check_destination
from pipelines.cli.progress import Progress
from pipelines.cli.wish import Wish
from pipelines.installation import current_analyzer, current_language_model, toolchain_of_command
from resources.intelligence.unreachable import Unreachable
from resources.toolchain.formatting import RuffFormatter
from resources.workspace.output import write_package

# What one tool may take; the whole is bounded by their number.
TOOL_TIMEOUT_S: Final = 60.0
# Trees of source code come and go by the hundred thousand, and next to nothing of them is garbage.
COLLECT_EVERY: Final = 100_000
ANYTHING_KNOWN: Final = "select 1 from omninode.knowledge_documents limit 1"


def generate_here(text: str, wish: Wish, output_dir: Path) -> dict[str, object]:
    """Nothing is registered. A node that failed the gate is not written."""
    check_destination(output_dir, peek_name(text))
    collect_seldom()
    ids = Ids(uuid4(), uuid4())
    with tools_of_command(wish) as tools:
        outcome = run_locally(text.encode(), options_of(wish), tools, ids, Progress().stage)
    if outcome.failure is not None or outcome.judged is None:
        return local_result(outcome, ids, output_path=None)
    written = write_package(outcome.judged.built.package, extra_files(outcome.judged), output_dir)
    return local_result(outcome, ids, output_path=str(written))


def collect_seldom() -> None:
    """For a process that generates: a third of the time of our own rules went to the collector."""
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def options_of(wish: Wish) -> GenerationOptions:
    return GenerationOptions(
        node_type=wish.node_type,
        domain=wish.domain,
        enable_intelligence=wish.enable_intelligence,
        profile=wish.profile,
        min_coverage=wish.min_coverage,
        timeout_s=min(wish.timeout_s, TOOL_TIMEOUT_S),
        enable_onextree=wish.enable_onextree,
    )


@contextmanager
def tools_of_command(wish: Wish) -> Generator[Tools]:
    with known_here(wish) as knowledge:
        yield Tools(
            toolchain_of_command(),
            RuffFormatter(),
            lambda: datetime.now(UTC),
            intelligence=knowledge,
            model=current_language_model(),
            analyzer=current_analyzer(switchboard().guard) if wish.enable_onextree else None,
        )


@contextmanager
def known_here(wish: Wish) -> Generator[Intelligence | None]:
    """The knowledge base of DATABASE_URL or of the services that run; without one, why not."""
    if not wish.enable_intelligence:
        yield None
        return
    with ExitStack() as stack:
        try:
            database = stack.enter_context(open_database())
            database.run(lambda held: held.exec_driver_sql(ANYTHING_KNOWN))
        except BridgeError as error:
            yield Unreachable(error.message)
            return
        from resources.intelligence.knowledge.asking import (  # noqa: PLC0415 - slow
            PATIENT_S,
            knowledge_in,
        )

        yield knowledge_in(database, timeout_s=PATIENT_S, guards=switchboard().guard)
