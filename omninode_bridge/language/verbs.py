"""Verbs that requirements begin with."""

import re
from typing import Final

VERBS: Final = frozenset(
    re.findall(
        r"\w+",
        """
    accept access acknowledge add adjust aggregate alert allow analyze annotate append apply
    approve archive assert assign attach authenticate authorize autocomplete avoid backfill
    batch bind block branch buffer build bundle cache calculate cancel capture change charge
    check clamp classify clean clear clone close collect combine commit compact compare
    compensate compile complete compress compute concatenate configure connect consume
    convert coordinate copy correlate count create decode decrypt deduplicate define delete
    deliver deploy deprecate derive detect determine develop diff disable dispatch display
    distribute download drop embed emit enable encode encrypt enforce enqueue enrich ensure
    establish estimate evaluate execute expire export expose extract facilitate fail fall
    fetch fill filter find flag flush format forward gate generate get group guard handle
    hash hide highlight honor identify ignore implement import include incorporate index
    inform ingest initialize insert inspect install integrate invoke issue iterate join keep
    label limit link list load lock log look lookup maintain manage map mark mask match
    materialize measure merge migrate monitor mount move multiply name navigate normalise
    normalize notify obtain offer open operate orchestrate order output override pack page
    parse pass patch perform persist pick ping poll present prevent print process produce
    project promote prompt propagate protect provide prune publish pull push query queue
    raise rank read rebuild receive recommend record recover redirect reduce refresh
    register reject release reload remember remind remove rename render reorder repeat
    replace replay replicate report request require reserve reset resize resolve respond
    restore resume retain retrieve retry return reverse revoke roll rotate round route run
    sample sanitise sanitize save scan schedule score search seed select send serialize
    serve set shift ship show sign simulate skip slice snapshot sort split start stop store
    stream strip submit subscribe substitute sum summarize supply support surface swap sync
    synchronize tag test throttle tokenize total track transfer transform translate traverse
    trigger trim truncate try undo unlock unpack update upload upsert use utilize validate
    verify view visualize wait warm warn watch weigh wire withdraw wrap write
    """,
    )
)
