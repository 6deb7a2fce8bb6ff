"""python -m make_layers LAYERS: reads LAYERS/facts, writes xinjiang, qinba, chongqing and rights in LAYERS, checks what it wrote.

python -m make_layers LAYERS --check: writes to a temporary folder instead and compares it with LAYERS, byte by byte.
"""

import sys
import tempfile
from pathlib import Path

from . import checks, chongqing, qinba, rights, rights_checks, site_checks, xinjiang
from .boundaries import counties
from .facts import Facts


def make(facts: Facts, out: Path) -> None:
    source = counties()
    for name, module in (("xinjiang", xinjiang), ("qinba", qinba), ("chongqing", chongqing)):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        module.make(source, facts, folder)
    # Placed around the layers of Xinjiang, as they have just been written.
    (out / "rights").mkdir(parents=True, exist_ok=True)
    rights.make(out / "rights")
    print(checks.xinjiang(out / "xinjiang", facts, source))
    print(checks.qinba(out / "qinba", facts, source))
    print(site_checks.xinjiang(out / "xinjiang", facts))
    print(site_checks.qinba(out / "qinba", facts))
    print(site_checks.chongqing(out / "chongqing", facts, source))
    print(rights_checks.rights(out / "rights"))


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
