"""python -m make_layers LAYERS: reads LAYERS/facts, writes LAYERS/xinjiang and LAYERS/qinba, checks what it wrote.

python -m make_layers LAYERS --check: writes to a temporary folder instead and compares it with LAYERS, byte by byte.
"""

import sys
import tempfile
from pathlib import Path

from . import checks, qinba, xinjiang
from .boundaries import counties
from .facts import Facts


def make(facts: Facts, out: Path) -> None:
    source = counties()
    for name, module in (("xinjiang", xinjiang), ("qinba", qinba)):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        module.make(source, facts, folder)
    print(checks.xinjiang(out / "xinjiang", facts, source))
    print(checks.qinba(out / "qinba", facts, source))


def differing(made: Path, committed: Path) -> list[str]:
    names = sorted(path.relative_to(made) for path in made.glob("*/*.geojson"))
    return [
        str(name)
        for name in names
        if not (committed / name).is_file() or (committed / name).read_bytes() != (made / name).read_bytes()
    ]


def main() -> None:
    layers = Path(sys.argv[1])
    facts = Facts(layers / "facts")
    if "--check" not in sys.argv[2:]:
        make(facts, layers)
        return
    with tempfile.TemporaryDirectory() as scratch:
        make(facts, Path(scratch))
        changed = differing(Path(scratch), layers)
    if changed:
        raise SystemExit("make-layers: differs from what the script makes: " + ", ".join(changed))
    print("every layer is byte for byte what the script makes")


main()
