"""The CGCS2000 ellipsoid: metres per degree, and the two areas that offices register.

Written out here by other formulas than the program's own, so that the layers test it: Gauss-Legendre quadrature for
the area on the ellipsoid, the power series in longitude of the survey manuals for the plane.
"""

import math

SEMI_MAJOR_M = 6378137.0
FLATTENING = 1 / 298.257222101
E2 = FLATTENING * (2 - FLATTENING)
SECOND_E2 = E2 / (1 - E2)

# Six points are exact to 1e-15 for edges of some kilometres.
NODES = (0.2386191860831969, 0.6612093864662645, 0.9324695142031521)
WEIGHTS = (0.4679139345726910, 0.3607615730481386, 0.1713244923791704)

Place = tuple[float, float]


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Along the parallel and along the meridian."""
    sine = math.sin(math.radians(latitude))
    w2 = 1 - E2 * sine * sine
    across = SEMI_MAJOR_M / math.sqrt(w2)
    along = across * (1 - E2) / w2
    return math.radians(across * math.cos(math.radians(latitude))), math.radians(along)


def ellipsoidal_m2(ring: list[Place]) -> float:
    """Area inside a closed ring, its edges straight in longitude and latitude."""
    origin = ring[0][0]
    total = 0.0
    for (west, south), (east, north) in zip(ring, ring[1:]):
        for node, weight in zip(NODES, WEIGHTS):
            for share in ((1 + node) / 2, (1 - node) / 2):
                longitude = west + share * (east - west) - origin
                width, height = metres_per_degree(south + share * (north - south))
                # Square metres per square degree, times the strip between the origin and the edge.
                total += weight / 2 * longitude * (north - south) * width * height
    return abs(total)


def planar_m2(ring: list[Place], central_meridian: float) -> float:
    """Area of a closed ring in the plane of a Gauss-Krüger zone."""
    corners = [gauss_kruger(place, central_meridian) for place in ring]
    x, y = corners[0]
    local = [(east - x, north - y) for east, north in corners]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(local, local[1:]))) / 2


def gauss_kruger(place: Place, central_meridian: float) -> Place:
    """Easting and northing in metres, by the series to the sixth power: good to a millimetre within two degrees."""
    latitude = math.radians(place[1])
    sine, cosine = math.sin(latitude), math.cos(latitude)
    m = math.radians(place[0] - central_meridian) * cosine
    t2 = (sine / cosine) ** 2
    eta2 = SECOND_E2 * cosine * cosine
    across = SEMI_MAJOR_M / math.sqrt(1 - E2 * sine * sine)
    m2 = m * m
    east = m * (1 + m2 / 6 * (1 - t2 + eta2 + m2 / 20 * (5 - 18 * t2 + t2 * t2 + 14 * eta2 - 58 * eta2 * t2)))
    north = (
        m2 / 2 * (1 + m2 / 12 * (5 - t2 + 9 * eta2 + 4 * eta2 * eta2 + m2 / 30 * (61 - 58 * t2 + t2 * t2)))
    )  # fmt: skip
    return across * east, meridian_m(latitude) + across * sine / cosine * north


def meridian_m(latitude: float) -> float:
    """Metres of meridian from the equator, by quadrature: a degree and less to a piece."""
    pieces = 90
    step = latitude / pieces
    total = 0.0
    for piece in range(pieces):
        for node, weight in zip(NODES, WEIGHTS):
            for share in ((1 + node) / 2, (1 - node) / 2):
                sine = math.sin((piece + share) * step)
                total += weight / 2 * step * (1 - E2) * SEMI_MAJOR_M / (1 - E2 * sine * sine) ** 1.5
    return total
