"""A compute node answers through its base class."""

from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.compute.model_compute_input import ModelComputeInput
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from resources.toolchain.inside.answers import Question, rejection, validated
from resources.toolchain.inside.layout import Layout, LayoutError, model_class, node_class


async def answer(layout: Layout, question: Question) -> str:
    value = validated(model_class(layout, "input_model"), question.data)
    node = node_class(layout, (NodeCompute,))(ModelONEXContainer())
    try:
        await node.initialize()
        output = await node.process(ModelComputeInput(data=value))
    except ModelOnexError as error:
        raise rejection(error) from error
    result = output.result
    expected = model_class(layout, "output_model")
    if not isinstance(result, expected):
        raise LayoutError(f"the node answered {type(result).__name__}, not {expected.__name__}")
    return str(result.model_dump_json(by_alias=True))
