"""What each cell of a step does, as different people say it, and near misses."""

from functools import cache

import pytest

from omninode_bridge.node_type import NodeType
from tests.unit.generation.said import Told, bound, told

DOCUMENT = """\
---
type: orchestrator
---
# Bread batch

## Input
| field | type | constraints |
| --- | --- | --- |
| kilos | int | > 0, <= 500 |
| organic | bool | default false |
| kind | enum(rye, wheat, spelt) | |
| customer | email | |

## Workflow
| step | uses | needs | when | on failure | retry | timeout | compensate with |
| --- | --- | --- | --- | --- | --- | --- | --- |
| reserve_flour | warehouse | | | stop | 2 x 200ms | 5s | return_flour |
| certify | inspector | reserve_flour | organic | continue | | 2h | |
| heat_oven | oven | reserve_flour | | stop | | 45m | |
| knead | mixer | reserve_flour | | stop | 1 | | discard_dough |
| soak | kitchen | knead | kind = "rye" | stop | | 8h | |
| bake | oven | heat_oven, soak | | compensate | 3 | 90m | |
| hire_van | haulier | bake | kilos > 100 | stop | | | cancel_van |
| inform_customer | mailer | bake | | continue | 5 x 1s | | |
| charge_customer | bank | inform_customer, hire_van | | compensate | | 30s | refund |

## Requirements
{requirements}
"""

TOLD = told("""
== step
+ Reserve the flour.
+ The flour is reserved.
+ The oven is heated.
+ The system shall charge the customer.
+ The customer is informed.
+ The mixer kneads.
+ Knead.
- The dough is thrown away.
- Reserve the sugar.
- The customer is charged twice.
- The oven is not heated.
== needs
+ Kneading begins after the flour has been reserved.
+ The oven is heated once the flour is reserved.
+ When the flour is reserved, the oven is heated.
+ Baking needs the oven to be heated and the soaking to be done.
+ The flour must be reserved before kneading.
+ First reserve the flour, then knead.
+ As soon as the bread is baked, the customer is informed.
+ Reserving the flour is the first step.
+ Baking starts when the oven is heated and the flour is reserved.
- Baking is the last step.
- Charging the customer is the last step.
- Kneading is the first step.
- Kneading starts when the oven is heated and the flour is reserved.
- Baking begins before kneading.
- The oven is heated after kneading.
- When the customer is charged, the flour is reserved.
- Kneading begins an hour after the flour has been reserved.
== parallel
+ Heating the oven and kneading happen in parallel.
+ Knead and heat the oven at the same time.
+ The oven is heated at the same time as kneading.
+ Kneading and heating the oven run side by side.
- Baking and kneading happen in parallel.
- The oven is heated while baking.
- Kneading and heating the oven do not happen in parallel.
== when
+ Organic bread is certified.
+ Only organic bread is certified.
+ When the bread is organic, it is certified.
+ If organic is set, the inspector certifies the batch.
+ Rye is soaked.
+ Only rye bread is soaked.
+ Soaking is skipped unless the kind is rye.
+ A van is hired for more than 100 kilos.
+ For batches of over 100 kilos, a van is hired.
+ When more than 100 kilos are ordered, hire a van.
+ Bread that is not organic is not certified.
+ Certifying is left out when the bread is not organic.
+ A van is only hired if the kilos are above 100.
+ The van is hired only if there are more than 100 kilos.
- A van is only hired if the kilos are above 90.
- The oven is only heated if the bread is organic.
- The customer is only charged if the kilos are above 100.
- Only wheat bread is soaked.
- A van is hired for more than 200 kilos.
- A van is hired for less than 100 kilos.
- Only organic bread is soaked.
- Bread that is not organic is certified.
- Organic rye bread is certified.
- Batches up to 100 kilos need a van.
== retry
+ Reserving the flour is retried twice.
+ Baking is tried up to three more times.
+ If reserving the flour fails, it is repeated twice.
+ When baking fails, the system shall retry it three times.
+ Retry kneading once.
+ Baking is repeated at most three times.
+ Informing the customer is retried 5 times, beginning with a pause of 1 second.
+ If the mixer fails, kneading is tried again once.
+ Informing the customer is retried 5 times, with exponential back-off starting at 1 second.
- Informing the customer is retried 5 times at intervals of 1 second.
- Informing the customer is retried 5 times, every second.
- Informing the customer is retried 5 times after 2 seconds.
- Reserving the flour is retried three times.
- Baking is never retried.
- Heating the oven is retried.
- Baking is tried at most three times in all.
- Reserving the flour is retried twice with a pause of 5 seconds.
== timeout
+ Baking takes at most 90 minutes.
+ Heating the oven must not take longer than 45 minutes.
+ The flour must be reserved within 5 seconds.
+ Charging the customer times out after 30 seconds.
+ The inspector has two hours.
+ The bank must answer within 30 seconds.
+ Baking has a time limit of 90 minutes.
+ Baking must be finished within 90 minutes.
+ Heating the oven has 45 minutes.
+ The certification times out after 2 hours.
- Heating the oven has 40 minutes.
- Baking must be finished within 80 minutes.
- Kneading has 90 minutes.
- Baking takes at most 60 minutes.
- Baking takes at least 90 minutes.
- Kneading must be done within 90 minutes.
- Baking begins after 90 minutes.
== on failure continue
+ If certifying fails, the batch goes on.
+ A failed certification does not stop the process.
+ When the customer cannot be informed, the process continues.
+ A failure of certifying is ignored.
+ It does not matter when the certification fails.
+ If the certification fails, the customer is charged all the same.
- If kneading fails, the customer is charged all the same.
- If hiring the van fails, the customer is charged anyway.
+ Certifying may fail without consequences.
+ Whether certifying succeeds or not, the batch continues.
- If heating the oven fails, the batch goes on.
- If certifying fails, the batch stops.
- A failure of baking is ignored.
- If certifying fails, the customer is informed.
== on failure stop
+ If the oven cannot be heated, the process stops.
+ When reserving the flour fails, everything ends.
+ A failure of kneading ends the process.
+ If heating the oven fails, the batch is aborted.
+ The batch fails when the oven cannot be heated.
+ The system shall stop when kneading fails.
- If informing the customer fails, the process stops.
- If certifying fails, everything ends.
- If heating the oven fails, the flour is returned.
== compensate
+ When baking fails, the flour is returned.
+ If baking fails, the dough is discarded.
+ If charging the customer fails, the van is cancelled.
+ When charging fails, what was done is undone in reverse order.
+ If baking fails, the dough is discarded and the flour is returned.
+ The flour is returned when baking fails.
+ A failed charge cancels the van and returns the flour.
+ Should baking fail, all earlier steps are taken back.
+ The system shall return the flour if baking fails.
+ A reservation of flour is undone by returning it.
- When heating the oven fails, the flour is returned.
- When baking fails, the van is cancelled.
- If baking fails, the customer is refunded.
- If baking fails, the flour is sold.
- When baking fails, the flour is not returned.
== input
+ The kilos must be between 1 and 500.
+ A batch has at most 500 kilos.
+ Batches of more than 500 kilos are refused.
+ The kilos must be positive.
- A batch has at most 600 kilos.
- The kilos may be negative.
""")


@cache
def _bound() -> dict[str, tuple[str, ...]]:
    return bound(DOCUMENT, [text for one in TOLD for text in one.all], NodeType.ORCHESTRATOR)


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_a_cell_does_is_bound_and_shown_by_a_test(one: Told) -> None:
    assert [text for text in one.so if not _bound().get(text)] == []


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.about)
def test_what_it_does_not_is_not(one: Told) -> None:
    assert [text for text in one.not_so if text in _bound()] == []
