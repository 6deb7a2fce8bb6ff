"""Edits a layer as a person would in GDAL or QGIS, and compares its index and count with the rows after each edit."""

import sys

from osgeo import gdal, ogr

gdal.UseExceptions()
TABLE = "矿山 'flagged'"
INDEX = f'"rtree_{TABLE}_geom"'
SOURCE = f'"{TABLE}"'

package = ogr.Open(sys.argv[1], update=1)
layer = package.GetLayerByName(TABLE)


def one(sql):
    result = package.ExecuteSQL(sql)
    value = result.GetNextFeature().GetField(0)
    package.ReleaseResultSet(result)
    return value


def compare(step):
    layer.SyncToDisk()
    rows = one(f"SELECT count(*) FROM {SOURCE}")
    assert one("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = '矿山 ''flagged'''") == rows, step
    placed = one(f"SELECT count(*) FROM {SOURCE} WHERE geom NOT NULL AND NOT ST_IsEmpty(geom)")
    assert one(f"SELECT count(*) FROM {INDEX}") == placed, step
    right = one(
        f"SELECT count(*) FROM {SOURCE} JOIN {INDEX} ON id = fid WHERE ST_MinX(geom) BETWEEN minx AND maxx"
        " AND ST_MinY(geom) BETWEEN miny AND maxy AND maxx - minx < 1e-4 AND maxy - miny < 1e-4"
    )
    assert right == placed, step
    return rows, placed


assert compare("as written") == (2000, 1600)

package.ExecuteSQL(f"UPDATE {SOURCE} SET geom = (SELECT geom FROM {SOURCE} WHERE fid = 1) WHERE fid IN (5, 7, 10)")
assert compare("two geometries set, one moved") == (2000, 1602)

package.ExecuteSQL(f"UPDATE {SOURCE} SET geom = NULL WHERE fid BETWEEN 100 AND 199")
assert compare("geometries removed") == (2000, 1522)

package.ExecuteSQL(f"UPDATE {SOURCE} SET fid = fid + 100000 WHERE fid BETWEEN 300 AND 399")
assert compare("renumbered") == (2000, 1522)

package.ExecuteSQL(f"DELETE FROM {SOURCE} WHERE fid % 2 = 0")
rows, _ = compare("half deleted")
assert rows == 1000

package.ExecuteSQL(f"INSERT INTO {SOURCE} (geom, verdict) SELECT geom, 'copied' FROM {SOURCE}")
rows, placed = compare("all doubled")
assert rows == 2000

feature = ogr.Feature(layer.GetLayerDefn())
feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (100.5 30.5)"))
layer.CreateFeature(feature)
assert compare("one created") == (2001, placed + 1)
feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (101.5 31.5)"))
layer.SetFeature(feature)
assert compare("and moved") == (2001, placed + 1)
layer.DeleteFeature(feature.GetFID())
assert compare("and deleted") == (2000, placed)

assert gdal.GetLastErrorMsg() == "", gdal.GetLastErrorMsg()
print("ok")
