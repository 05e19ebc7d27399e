"""Documents to measure with: as many different ones as wanted, made from a number."""

from decimal import Decimal
from typing import Final

TEMPLATE: Final = """---
type: compute
---
# {title}
Prices a delivery of {thing}: base amount, surcharge, rebate, total.

## Data model
### Parcel
| field | type | constraints |
| --- | --- | --- |
| label | string | length 1..40 |
| weight_kg | decimal | > 0, <= {heaviest} |
| price_per_kg | money | >= 0 |

## Input
| field | type | constraints |
| --- | --- | --- |
| parcels | list[Parcel] | |
| express | bool | default false |

## Requirements
- R1: Compute each parcel's amount.
- R2: Express deliveries cost {surcharge} % more.
- R3: Deliveries above {limit} get {rebate} % off.
- R4: Reject a delivery without parcels.

## Rules
- R1: `for each parcel in parcels: parcel.amount = parcel.weight_kg * parcel.price_per_kg`
- R1: `base = sum(parcel.amount for parcel in parcels)`
- R2: `surcharge = base * {surcharge}% if express else 0`
- R3: `rebate = base * {rebate}% if base > {limit} else 0`
- R3: `total = base + surcharge - rebate`
- R4: `reject when len(parcels) == 0: "a delivery needs a parcel"`

## Output
| field | type |
| --- | --- |
| parcels | list[Parcel] |
| base | money |
| surcharge | money |
| rebate | money |
| total | money |

## Examples
| parcels | express | base | surcharge | total |
| --- | --- | --- | --- | --- |
| `[{{"label": "A", "weight_kg": 2, "price_per_kg": "10.00"}}]` | false | 20.00 | 0.00 | 20.00 |
| `[{{"label": "A", "weight_kg": 2, "price_per_kg": "10.00"}}]` | true | 20.00 | {extra} | {total} |
| `[]` | false | rejected: a delivery needs a parcel | | |
"""
THINGS: Final = ("books", "tools", "lamps", "tiles", "seeds", "wine")


def document(number: int) -> str:
    """The same number gives the same document; others differ in name, most of them in rules too."""
    step = number % 50
    surcharge = 5 + step
    extra = Decimal(20) * surcharge / 100
    return TEMPLATE.format(
        title=f"Delivery tariff {number}",
        thing=THINGS[number % len(THINGS)],
        heaviest=30 + step,
        surcharge=surcharge,
        rebate=2 + step % 7,
        limit=500 + 10 * step,
        extra=f"{extra:.2f}",
        total=f"{20 + extra:.2f}",
    )


def long_document(size: int) -> str:
    """About `size` bytes of ordinary requirements and rules."""
    head = "# Long document\n\n## Input\n\n| field | type |\n| --- | --- |\n| amount | int |\n"
    lines, length = [head, "\n## Requirements\n\n"], len(head)
    number = 0
    while length < size // 2:
        number += 1
        lines.append(f"- R{number}: The value number {number} must be the amount plus {number}.\n")
        length += len(lines[-1])
    lines.append("\n## Rules\n\n")
    lines.extend(f"- R{n}: `value_{n} = amount + {n}`\n" for n in range(1, number + 1))
    return "".join(lines)
