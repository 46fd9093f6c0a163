//! The parts put together.

const PAGE: &str = include_str!("../page/page.html");
const STYLE: &str = include_str!("../page/page.css");

/// In the order in which they use one another.
const SCRIPTS: [&str; 11] = [
    include_str!("../page/dom.js"),
    include_str!("../page/dates.js"),
    include_str!("../page/data.js"),
    include_str!("../page/filter.js"),
    include_str!("../page/pairs.js"),
    include_str!("../page/timeline.js"),
    include_str!("../page/heatmap.js"),
    include_str!("../page/network.js"),
    include_str!("../page/grid.js"),
    include_str!("../page/tables.js"),
    include_str!("../page/main.js"),
];

/// The page; `data` is Base64.
pub(crate) fn fill(title: &str, summary: &str, data: &str) -> String {
    let title = escape(title);
    let scripts = SCRIPTS.map(|script| format!("<script>\n{script}</script>")).join("\n");
    let value = |name: &str| match name {
        "title" => title.as_str(),
        "summary" => summary,
        "style" => STYLE,
        "data" => data,
        "scripts" => scripts.as_str(),
        "version" => env!("CARGO_PKG_VERSION"),
        _ => "",
    };
    // In one pass, so that braces in a title are a title's.
    let mut page = String::with_capacity(PAGE.len() + STYLE.len() + scripts.len() + data.len());
    let mut parts = PAGE.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or_default();
        page.push_str(value(name));
        page.push_str(rest);
    }
    page
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_text() {
        let page = fill("</title><script>x</script> {{data}} & co", "1 article", "DATA");
        let title = "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; {{data}} &amp; co";
        assert!(page.contains(&format!("<title>{title}</title>")));
        assert!(page.contains(&format!("<h1>{title}</h1>")));
        assert_eq!(page.matches("DATA").count(), 1);
    }

    #[test]
    fn the_page_asks_for_nothing_outside() {
        let page = fill("t", "s", "d");
        for outside in ["src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("default-src 'none'"));
        // The one address is the name of SVG.
        assert_eq!(page.matches("http://").count(), 1);
        assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
    }
}
