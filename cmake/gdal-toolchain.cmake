# Read by every CMake build of the feature `bundled` (see .cargo/config.toml).
set(GDAL_USE_ICONV ON CACHE BOOL "" FORCE)
