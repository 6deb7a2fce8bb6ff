"""Writes GeoJSON the way GDAL does: one feature a line, rings after RFC 7946, at most six decimals."""

import json
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

CRS = "urn:ogc:def:crs:EPSG::4490"
DECIMALS = 6
GRID_DEGREES = 10.0**-DECIMALS


def write(path: Path, features: list[tuple[dict, BaseGeometry]]) -> None:
    head = [
        "{",
        '"type": "FeatureCollection",',
        f'"name": {json.dumps(path.stem)},',
        f'"crs": {{ "type": "name", "properties": {{ "name": "{CRS}" }} }},',
        '"features": [',
    ]
    lines = [feature(properties, geometry) for properties, geometry in features]
    text = "\n".join(head) + "\n" + ",\n".join(lines) + "\n]\n}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def feature(properties: dict, geometry: BaseGeometry) -> str:
    attributes = json.dumps(properties, ensure_ascii=False)
    shape = json.dumps(geometry_object(geometry), separators=(",", ":"))
    return f'{{ "type": "Feature", "properties": {attributes}, "geometry": {shape} }}'


def geometry_object(geometry: BaseGeometry) -> dict:
    if isinstance(geometry, Polygon):  # one geometry type a layer
        geometry = MultiPolygon([geometry])
    if not isinstance(geometry, Point):
        # Start point and part order depend on the GEOS release unless they are normalised.
        geometry = shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)
    found = mapping(geometry)
    return {"type": found["type"], "coordinates": rounded(found["coordinates"])}


def rounded(value):
    if isinstance(value, (int, float)):
        return round(value, DECIMALS)
    return [rounded(part) for part in value]
