"""Opens a GeoPackage in QGIS and compares what QGIS shows with what was written."""

import os
import sys

from qgis.core import Qgis, QgsApplication, QgsFeatureRequest, QgsGeometry, QgsPointXY, QgsRectangle, QgsVectorLayer

application = QgsApplication([], False)
application.initQgis()

messages = []
application.messageLog().messageReceived.connect(
    lambda text, tag, level: messages.append(f"{tag}: {text}") if level != Qgis.Info else None
)

path = sys.argv[1]
mines = QgsVectorLayer(f"{path}|layername=矿山 'flagged'", "mines", "ogr")
assert mines.isValid(), "mines is not valid"
assert mines.featureCount() == 1000, mines.featureCount()
assert mines.crs().authid() == "EPSG:4490", mines.crs().authid()
assert mines.dataProvider().hasSpatialIndex() == 2, "no spatial index"
assert mines.renderer().type() == "categorizedSymbol", mines.renderer().type()
assert mines.renderer().categories()[0].label() == "禁止"
assert mines.attributeAlias(mines.fields().indexOf("verdict")) == "结论"

window = QgsRectangle(80, 30, 100, 45)
found = sum(1 for _ in mines.getFeatures(QgsFeatureRequest(window)))
scanned = sum(1 for f in mines.getFeatures() if f.hasGeometry() and window.contains(f.geometry().asPoint()))
assert found == scanned > 50, (found, scanned)

# A person edits: one deleted, one changed, one moved away; count and index follow.
assert mines.startEditing()
assert mines.deleteFeature(2)
assert mines.changeAttributeValue(1, mines.fields().indexOf("verdict"), "允许")
assert mines.changeGeometry(3, QgsGeometry.fromPointXY(QgsPointXY(-10.5, -10.5)))
assert mines.commitChanges(), mines.commitErrors()
assert mines.featureCount() == 999, mines.featureCount()
moved = [f.id() for f in mines.getFeatures(QgsFeatureRequest(QgsRectangle(-11, -11, -10, -10)))]
assert moved == [3], moved

zones = QgsVectorLayer(f"{path}|layername=zones", "zones", "ogr")
assert zones.isValid() and zones.featureCount() == 2 and zones.isSpatial()
manifest = QgsVectorLayer(f"{path}|layername=manifest", "manifest", "ogr")
assert manifest.isValid() and manifest.featureCount() == 1 and not manifest.isSpatial()

assert not messages, messages
print("ok", flush=True)
# QGIS crashes when layers outlive it.
os._exit(0)
