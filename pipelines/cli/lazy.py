"""A command group that imports a command when it is called, not when help is shown."""

from collections.abc import Mapping
from importlib import import_module
from typing import override

import click

from pipelines.cli.commands import Command


class LazyGroup(click.Group):
    def __init__(self, name: str, *, table: Mapping[str, Command], summary: str) -> None:
        super().__init__(name, help=summary, no_args_is_help=True)
        self._table = table

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._table, *super().list_commands(ctx)]

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._table:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._table[cmd_name].target.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self._table[cmd_name].target} is not a click command")
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.summary) for name, command in self._table.items()]
        rows += [(name, group.get_short_help_str()) for name, group in self.commands.items()]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)
