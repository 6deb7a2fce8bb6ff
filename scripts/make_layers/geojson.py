"""Writes GeoJSON the way GDAL does: one feature a line, rings after RFC 7946, at most six decimals unless said otherwise."""

import json
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

CRS = "urn:ogc:def:crs:EPSG::4490"
DECIMALS = 6
GRID_DEGREES = 10.0**-DECIMALS


def write(path: Path, features: list[tuple[dict, BaseGeometry]], decimals: int = DECIMALS) -> None:
    head = [
        "{",
        '"type": "FeatureCollection",',
        f'"name": {json.dumps(path.stem)},',
        f'"crs": {{ "type": "name", "properties": {{ "name": "{CRS}" }} }},',
        '"features": [',
    ]
    lines = [feature(properties, geometry, decimals) for properties, geometry in features]
    text = "\n".join(head) + "\n" + ",\n".join(lines) + "\n]\n}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def feature(properties: dict, geometry: BaseGeometry, decimals: int) -> str:
    attributes = json.dumps(properties, ensure_ascii=False)
    shape = json.dumps(geometry_object(geometry, decimals), separators=(",", ":"))
    return f'{{ "type": "Feature", "properties": {attributes}, "geometry": {shape} }}'


def geometry_object(geometry: BaseGeometry, decimals: int) -> dict:
    if isinstance(geometry, Polygon):  # one type for all areas of a layer
        geometry = MultiPolygon([geometry])
    if isinstance(geometry, MultiPolygon):
        # Start point and part order depend on the GEOS release unless they are normalised.
        geometry = shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)
    found = mapping(geometry)
    return {"type": found["type"], "coordinates": rounded(found["coordinates"], decimals)}


def rounded(value, decimals: int):
    if isinstance(value, (int, float)):
        return round(value, decimals)
    return [rounded(part, decimals) for part in value]
