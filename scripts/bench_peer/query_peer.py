"""Which zones hold a place, as one would ask geopandas: read the layers, compare with the point, print the names."""

import json
import sys

import geopandas
import shapely

longitude, latitude = float(sys.argv[1]), float(sys.argv[2])
place = shapely.Point(longitude, latitude)
names = []
for path in sys.argv[3:]:
    zones = geopandas.read_file(path, engine="pyogrio")
    names.extend(zones[zones.intersects(place)]["name"])
print(json.dumps(sorted(names), ensure_ascii=False))
