//! What a run was made from, so that it can be repeated and checked.

/// One file, as it was when the run read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path as given, with `/` between folders.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// One input of a run: a layer, the plan, a rule table, a vocabulary, a list of green mines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is used as: `mines`, `prefecture`, …, `plan`, `rules`, `vocabulary`, `green mines`.
    pub role: String,
    /// Its path as given, with `/` between folders.
    pub path: String,
    /// The layer or sheet inside it.
    pub layer: Option<String>,
    /// The coordinate system that it states, for people; layers only.
    pub crs: Option<String>,
    /// How many features it holds; layers only.
    pub features: Option<usize>,
    /// The files that it consists of: a Shapefile has several, a `FileGDB` is a folder of them. Empty where it is no file
    /// of this machine.
    pub files: Vec<SourceFile>,
}

/// Everything that a run was made from; empty where no output tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The inputs: layers in the order of the report, then plan, rule tables, vocabularies, lists.
    pub inputs: Vec<Input>,
}
