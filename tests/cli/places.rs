//! `oreline query --at` and `oreline index`: what a person reads, and what is said to every wrong question.

use crate::world::World;

fn layers() -> String {
    format!("{}/layers", env!("CARGO_MANIFEST_DIR"))
}

/// Runs questions, and puts what they say one under the other.
fn told(world: &World, questions: &[&[&str]]) -> String {
    let mut text = String::new();
    for question in questions {
        let arguments: Vec<String> =
            question.iter().map(|word| word.replace("layers/", &format!("{}/", layers()))).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let outcome = world.run(&arguments);
        let shown = question.join(" ");
        text = format!("{text}$ oreline {shown}\n{}{}[{}]\n\n", outcome.stdout, outcome.stderr, outcome.code);
    }
    text.replace(&layers(), "layers")
}

#[test]
fn answers_for_places_in_every_format() {
    let world = World::new();
    let answers = told(
        &world,
        &[
            &["query", "layers/xinjiang", "--no-index", "--at", "75.99,39.72"],
            &[
                "query",
                "layers/xinjiang",
                "--no-index",
                "--at",
                "39°43′N 75°58′E",
                "--as",
                "mineral=molybdenum,right=mining",
            ],
            &["query", "layers/qinba", "--no-index", "--at", "109.5,33.5", "--at", "39.72,75.99", "--format", "json"],
            &["query", "layers/rights", "--no-index", "--at", "75.99,39.72", "--format", "jsonl"],
            &["query", "layers/xinjiang", "--no-index", "--at", "0,0", "--at", "75.99,39.72", "--format", "csv"],
            &["query", "layers/xinjiang", "--no-index", "--at", "39.72,75.99", "--format", "geojson"],
        ],
    );
    insta::assert_snapshot!("places", answers);
}

#[test]
fn wrong_questions_are_told_what_is_wrong() {
    let world = World::new();
    world.write("notes.oreindex", "my notes");
    let errors = told(
        &world,
        &[
            &["query", "layers/xinjiang", "--no-index", "--at", "somewhere"],
            &["query", "layers/xinjiang", "--no-index", "--at", "39.72,120.5"],
            &["query", "layers/xinjiang", "--no-index", "--at", "109 30 34 12"],
            &["query", "layers/xinjiang", "--no-index", "--at", "75.99,39.72", "--as", "minral=gold"],
            &["query", "layers/xinjiang", "--no-index", "--at", "75.99,39.72", "--as", "gold"],
            &["query", "layers/xinjiang", "--no-index", "--at", "75.99,39.72", "--as", "mineral=unobtainium"],
            &["query", "layers/xinjiang", "--no-index", "--at", "75.99,39.72", "--crs", "EPSG:1"],
            &["query", "layers/xinjiang", "--no-index", "--at", "75.99,39.72", "--crs", "EPSG:2345"],
            &["query", "layers/xinjiang", "--no-index", "--at", "-", "--at", "75.99,39.72"],
            &["query", "layers/xinjiang", "--at", "75.99,39.72", "--index", "none.oreindex"],
            &["query", "layers/xinjiang", "--at", "75.99,39.72", "--index", "notes.oreindex"],
            &["query", "nowhere", "--no-index", "--at", "75.99,39.72"],
            &["index", "layers/xinjiang", "-o", "notes.oreindex"],
            &["index", "nowhere"],
        ],
    );
    insta::assert_snapshot!("places-errors", errors);
}

#[test]
fn an_index_says_what_it_holds() {
    let world = World::new();
    let made = told(
        &world,
        &[
            &["index", "layers/xinjiang", "-o", "xinjiang.oreindex"],
            &["index", "layers/qinba", "-o", "qinba.oreindex", "--json"],
            &["query", "layers/qinba", "--index", "xinjiang.oreindex", "--at", "109.5,33.5"],
        ],
    );
    let mut settings = insta::Settings::clone_current();
    // Times of files stand in it, whose digits are not always as many.
    settings.add_filter(r"\d+ bytes", "[size] bytes");
    settings.add_filter(r#""bytes":\d+"#, r#""bytes":[size]"#);
    settings.bind(|| insta::assert_snapshot!("index", made));
}
