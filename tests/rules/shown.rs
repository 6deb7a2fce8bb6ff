//! Tables shown to people: everything is there, nothing is taken for markup.

use oreline::rules::{ShowFormat, show};

use crate::tables::{book, selection, vocabulary};

const RULES: &str = "\
id,pack,kind,topic,title,verdict,flag,action,action_zh,doc,section,quote,effective_from,overrides,reason,reading,status,mineral,lake_m,set_payer
scope,p,law,t,,scope,,,,,,,,,,,proposed|operating,,,
a<1>,p,law,t,A & B | C,prohibited,yes,Stop,停止,法〔2022〕1号,第一条,\"<script>alert('x')</script>\",2022-01-01,,,q=one*,proposed,!coal|gold,,public
b,p,law,u,,conditional,,,,D,2,,,,,q=two,operating,,>=1km&<5km,
";

#[test]
fn all_forms_show_all_of_it() {
    let book = book(RULES);
    let mut shown = 0;
    for format in [ShowFormat::Text, ShowFormat::Markdown, ShowFormat::Html] {
        let text = show(&book, vocabulary(), &selection(), format).unwrap();
        for word in [
            "prohibited 禁止",
            "conditional 有条件",
            "Stop 停止",
            "法〔2022〕1号, 第一条",
            "2022-01-01",
            "status 状态",
            "proposed",
            "≥ 1000 m",
            "5000 m",
            "payer = public",
            "UNVERIFIED 未核实",
            "default 默认 one",
            "--reading q",
        ] {
            let text = text.replace(['\n', '│', '┆'], " ").replace('\\', "");
            let squeezed: String =
                text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&gt;", ">").replace("&lt;", "<");
            assert!(squeezed.contains(word), "{format:?} lacks {word}:\n{text}");
        }
        shown += 1;
    }
    assert_eq!(shown, 3);
}

#[test]
fn html_takes_nothing_from_elsewhere_and_nothing_for_markup() {
    let html = show(&book(RULES), vocabulary(), &selection(), ShowFormat::Html).unwrap();
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;alert(&#39;x&#39;)"));
    assert!(html.contains("a&lt;1&gt;") && html.contains("A &amp; B | C"));
    for outside in ["http:", "https:", "src=", "href=", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    for tag in ["table", "tr", "td", "p", "h2", "tbody", "thead"] {
        let (opened, closed) = (
            html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count(),
            html.matches(&format!("</{tag}>")).count(),
        );
        assert!(opened > 0 && opened == closed, "{tag}: {opened} {closed}");
    }
    assert!(html.contains("@media print"));
}

#[test]
fn markdown_rows_keep_their_columns() {
    let markdown = show(&book(RULES), vocabulary(), &selection(), ShowFormat::Markdown).unwrap();
    let mut rows = 0;
    for line in markdown.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 5, "{line}");
        rows += 1;
    }
    assert_eq!(rows, 6, "{markdown}");
}
