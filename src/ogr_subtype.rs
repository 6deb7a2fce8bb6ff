//! The subtype of GDAL fields, which alone tells a boolean from a number and JSON from text. The gdal crate has no call for
//! it, so this file holds the two that are needed.

use std::ffi::CString;

use gdal::errors::GdalError;
use gdal::vector::{Defn, Layer, LayerAccess};
use gdal_sys::{OGRErr, OGRFieldSubType, OGRFieldType};

/// The subtype of each field of a layer.
pub(crate) fn subtypes(defn: &Defn) -> Vec<OGRFieldSubType::Type> {
    // The definition outlives this call, the index is below the count that GDAL itself gives, and nothing is changed.
    #[expect(unsafe_code, reason = "booleans would come out as 0 and 1; argued above")]
    unsafe {
        let defn = defn.c_defn();
        (0..gdal_sys::OGR_FD_GetFieldCount(defn))
            .map(|index| gdal_sys::OGR_Fld_GetSubType(gdal_sys::OGR_FD_GetFieldDefn(defn, index)))
            .collect()
    }
}

/// Adds a boolean field to a layer that is being made.
pub(crate) fn add_boolean(layer: &Layer<'_>, name: &str) -> gdal::errors::Result<()> {
    let name = CString::new(name)?;
    // The definition lives from its creation to its destruction a few lines below; the layer copies it.
    #[expect(unsafe_code, reason = "booleans would be written as 0 and 1; argued above")]
    let error = unsafe {
        let definition = gdal_sys::OGR_Fld_Create(name.as_ptr(), OGRFieldType::OFTInteger);
        gdal_sys::OGR_Fld_SetSubType(definition, OGRFieldSubType::OFSTBoolean);
        let error = gdal_sys::OGR_L_CreateField(layer.c_layer(), definition, 1);
        gdal_sys::OGR_Fld_Destroy(definition);
        error
    };
    if error == OGRErr::OGRERR_NONE {
        Ok(())
    } else {
        Err(GdalError::OgrError { err: error, method_name: "OGR_L_CreateField" })
    }
}
