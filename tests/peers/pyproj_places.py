"""Places by pyproj: reads a JSON list of jobs on standard input, writes a JSON list of answers.

A job has "points" and either "pipeline", or "from" and "to": the answer is the list of their images, easting or longitude
first. A job with "esri" is answered by the name and the well-known text that Esri gives to this code.
"""

import json
import sys

from pyproj import CRS, Transformer


def answer(job):
    if "esri" in job:
        text = CRS.from_user_input(job["esri"]).to_wkt("WKT1_ESRI")
        return {"name": text.split('"')[1], "text": text}
    if "pipeline" in job:
        way = Transformer.from_pipeline(job["pipeline"])
    else:
        way = Transformer.from_crs(job["from"], job["to"], always_xy=True)
    x, y = zip(*job["points"])
    return list(zip(*way.transform(x, y, errcheck=True)))


json.dump([answer(job) for job in json.load(sys.stdin)], sys.stdout)
