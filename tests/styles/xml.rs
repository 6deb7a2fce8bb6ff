//! As much of XML as is needed to look at a document: elements, attributes, text.

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// It and all below it.
    pub(crate) fn all(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.children.iter().flat_map(Self::all)).collect()
    }
}

/// The root of a well-formed document without comments, or what is wrong with it.
pub(crate) fn parse(document: &str) -> Result<Element, String> {
    let body = document.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").ok_or("no declaration")?.trim();
    let mut open = vec![Element::default()];
    let mut rest = body;
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = unescaped(&rest[..end])?;
            open.last_mut().ok_or("text outside")?.text.push_str(text.trim());
            rest = &rest[end..];
            continue;
        };
        let end = after.find('>').ok_or("a tag does not end")?;
        let tag = &after[..end];
        rest = &after[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let done = open.pop().ok_or("too many ends")?;
            if done.name != name {
                return Err(format!("<{}> is ended by </{name}>", done.name));
            }
            open.last_mut().ok_or("an end without a beginning")?.children.push(done);
            continue;
        }
        let is_empty = tag.ends_with('/');
        let element = start(tag.trim_end_matches('/'))?;
        if is_empty {
            open.last_mut().ok_or("nothing is open")?.children.push(element);
        } else {
            open.push(element);
        }
    }
    match open.as_mut_slice() {
        [top] if top.children.len() == 1 && top.text.is_empty() => Ok(top.children.remove(0)),
        _ => Err("not one root, or an element is not ended".to_owned()),
    }
}

fn start(tag: &str) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (key, after) = rest.trim_start().split_once("=\"").ok_or_else(|| format!("attributes of {tag}"))?;
        let (value, after) = after.split_once('"').ok_or_else(|| format!("attributes of {tag}"))?;
        attributes.push((key.to_owned(), unescaped(value)?));
        rest = after;
    }
    Ok(Element { name: name.to_owned(), attributes, ..Element::default() })
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let (name, after) = rest[at + 1..].split_once(';').ok_or_else(|| format!("a bare & in {text}"))?;
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#10" => '\n',
            "#9" => '\t',
            _ => return Err(format!("entity {name}")),
        });
        rest = after;
    }
    Ok(plain + rest)
}
