"""Checks GeoPackages with GDAL's validator, and against the requirements that this folder has. Says ok, or what is wrong."""

import sys

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

from osgeo import gdal
from osgeo_utils.samples.validate_gpkg import check

import requirements

gdal.UseExceptions()
errors = []
for path in sys.argv[1:]:
    errors += requirements.check(path)[1]
    found = check(path, abort_at_first_error=False, verbose=None, log_msg=False, warning_msg=True, extra_checks=True, warning_as_error=True)
    # The validator of GDAL 3.6 looks for the empty flag at the wrong bit, and so refuses what GDAL itself writes.
    errors += [error for error in found if error != (152, "Inconsistent empty_flag vs geometry content")]
print("ok" if not errors else errors)
