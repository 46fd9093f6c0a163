#!/usr/bin/env python3
"""Makes the derived source tables of the atlas (data/derived) from the raw sources.

    python3 scripts/derive.py RAW_DIRECTORY

Only sources with an open licence are read: Wikidata exports (CC0), congress-legislators (CC0), the World Factbook
(public domain), datasets/country-codes (PDDL), GeoNames (CC BY 4.0), rigour (MIT), Phoenix dictionaries (MIT), the
intergovernmental organisations of the Correlates of War Project and REIGN (free with citation), and the sanctions lists
of the UN Security Council and of OFAC (public domain).
The output is deterministic; each table names its origin and licence in its header.
"""

import sys
from pathlib import Path

from derived.armed_groups import armed_groups
from derived.heads import heads
from derived.igos import igos
from derived.leaders import leaders
from derived.officeholders import officeholders
from derived.parties import parties
from derived.places import places
from derived.roles import roles
from derived.states import states
from derived.table import OUT


def main():
    raw = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    iso = states(raw)
    officeholders(raw, iso)
    leaders(raw)
    heads(raw)
    places(raw)
    roles(raw)
    igos(raw)
    armed_groups(raw)
    parties(raw)


if __name__ == "__main__":
    main()
