//! Keeps the SQLite inside this program apart from the one that GDAL brings.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Exported symbols of the bundled SQLite would be taken by a dynamic libgdal for its own, which makes GDAL before 3.9
    // fail to write GeoPackages (OSGeo/gdal#9135). This holds for tests and benches as well as for the program.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg=-Wl,--exclude-libs,ALL");
    }
}
