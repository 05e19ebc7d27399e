"""How tightly operators bind, the loosest first."""

LOWEST, CHOICE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, MINUS, POSTFIX = range(10)
