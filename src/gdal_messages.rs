//! What GDAL says, kept for error messages instead of being printed.

use std::cell::RefCell;
use std::sync::Once;

use gdal::errors::{CplErrType, GdalError};

thread_local! {
    /// GDAL tells of failures only through a process-wide callback, which runs on the thread that failed.
    static HEARD: RefCell<Vec<(bool, String)>> = const { RefCell::new(Vec::new()) };
}

/// Stops GDAL from printing, and begins to listen on this thread.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        gdal::config::set_error_handler(|class, _number, message| {
            let is_failure = matches!(class, CplErrType::Failure | CplErrType::Fatal);
            let _ = HEARD.try_with(|heard| {
                if let Ok(mut heard) = heard.try_borrow_mut() {
                    heard.push((is_failure, message.trim().to_owned()));
                }
            });
        });
    });
    HEARD.with(|heard| heard.borrow_mut().clear());
}

/// The first failure since [`listen`], if any.
pub(crate) fn failure() -> Option<String> {
    HEARD.with(|heard| heard.borrow().iter().find(|(is_failure, _)| *is_failure).map(|(_, message)| message.clone()))
}

/// The warnings since [`listen`], each once.
pub(crate) fn warnings() -> Vec<String> {
    HEARD.with(|heard| {
        let mut warnings: Vec<String> = Vec::new();
        for (is_failure, message) in heard.borrow().iter() {
            if !is_failure && !warnings.contains(message) {
                warnings.push(message.clone());
            }
        }
        warnings
    })
}

/// The last thing said since [`listen`], failure or warning.
pub(crate) fn last() -> Option<String> {
    HEARD.with(|heard| heard.borrow().last().map(|(_, message)| message.clone()))
}

/// An error in GDAL's own words, without the binding's.
pub(crate) fn words(error: &GdalError) -> String {
    let message = match error {
        GdalError::CplError { msg, .. } | GdalError::NullPointer { msg, .. } => msg.trim().to_owned(),
        _ => String::new(),
    };
    if !message.is_empty() {
        return message;
    }
    failure().or_else(last).unwrap_or_else(|| error.to_string())
}
