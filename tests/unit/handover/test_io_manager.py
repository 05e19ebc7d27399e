from pathlib import Path

import dagster as dg
import pytest

from omninode_bridge.errors import InvalidRequestError
from resources.handover import io_manager as subject
from resources.handover.io_manager import HandoverIOManager

NODES = dg.DynamicPartitionsDefinition(name="nodes")


@dg.asset(partitions_def=NODES)
def made(context: dg.AssetExecutionContext) -> str:
    return f"{context.partition_key} {context.run.run_id}"


@dg.asset(partitions_def=NODES)
def used(made: str) -> str:
    return made


def materialize(
    root: Path, instance: dg.DagsterInstance, *names: str, node: str = "quote"
) -> dg.ExecuteInProcessResult:
    instance.add_dynamic_partitions("nodes", [node])
    return dg.materialize(
        [made, used],
        selection=list(names) or None,
        partition_key=node,
        instance=instance,
        resources={"io_manager": HandoverIOManager(root)},
        raise_on_error=True,
    )


def test_a_value_reaches_the_next_asset_of_its_run(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        result = materialize(tmp_path, instance)
        assert result.output_for_node("used") == f"quote {result.run_id}"


@pytest.mark.requirement("R262")
def test_an_asset_alone_gets_the_latest_value(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        materialize(tmp_path, instance)
        latest = materialize(tmp_path, instance, "made")
        assert materialize(tmp_path, instance, "used").output_for_node("used") == (
            f"quote {latest.run_id}"
        )


def test_what_was_never_made_is_a_clear_error(tmp_path: Path) -> None:
    with (
        dg.DagsterInstance.ephemeral() as instance,
        pytest.raises(InvalidRequestError, match="No value of made"),
    ):
        materialize(tmp_path, instance, "used")


def test_a_name_cannot_mean_another_folder(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        materialize(tmp_path / "root", instance, node="..")
    assert [path.name for path in tmp_path.iterdir()] == ["root"]


@pytest.mark.requirement("R262")
def test_old_values_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert subject.KEPT == 20
    monkeypatch.setattr(subject, "KEPT", 2)
    with dg.DagsterInstance.ephemeral() as instance:
        for _ in range(4):
            materialize(tmp_path, instance, "made")
    assert len(list((tmp_path / "made" / "quote").iterdir())) == 2
