"""Other event data sets in the columns of ours, our events in theirs, and the two compared.

The readers give frames with the columns of ``dt.empty("events")``. What a data set does not tell is null: none of them
has words of the text, quotes or a status, and all their events are read as ``actual``. ``rule`` names the data set.
Types are those of PLOVER; statements and appeals (CAMEO's roots 01 and 02), which it does not know, have none.
"""

from detente.neighbours.comparing import Comparison, compare
from detente.neighbours.conflict import read_acled, read_ged
from detente.neighbours.gdelt import read_gdelt, write_gdelt
from detente.neighbours.icews import read_icews, write_icews
from detente.neighbours.plover import write_plover
from detente.neighbours.polecat import read_polecat

__all__ = [
    "Comparison",
    "compare",
    "read_acled",
    "read_gdelt",
    "read_ged",
    "read_icews",
    "read_polecat",
    "write_gdelt",
    "write_icews",
    "write_plover",
]
