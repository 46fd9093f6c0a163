//! RSS 0.9 to 2.0, RDF and Atom, item by item.

use super::item::{Channel, Item};
use super::root::{is_feed, is_sitemap};
use super::slot::{Slot, slot};
use crate::Parsed;
use crate::options::ReadOptions;
use crate::problems::{damaged, too_large, unparsed};
use crate::read::Input;
use crate::xml::{Xml, XmlFault, text_of};
use detente_model::{Problem, ProblemKind};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::VecDeque;

/// Elements nested deeper than this are no feed.
const MAX_DEPTH: usize = 500;

/// A feed being read.
pub(crate) struct XmlFeed {
    /// `None` when there is nothing left to read.
    xml: Option<Xml<Input>>,
    source: String,
    options: ReadOptions,
    channel: Channel,
    /// The names of the elements around.
    path: Vec<String>,
    item: Option<Open>,
    /// The element whose text is being read.
    filling: Option<Filling>,
    /// Of the last item, from 1.
    number: u64,
    ready: VecDeque<Parsed>,
}

/// An item that has not ended yet.
struct Open {
    item: Item,
    depth: usize,
    bytes: usize,
}

struct Filling {
    slot: Slot,
    depth: usize,
    text: String,
}

impl XmlFeed {
    pub(super) fn new(input: Input, source: &str, options: &ReadOptions) -> Self {
        let mut feed = Self {
            xml: None,
            source: source.to_owned(),
            options: options.clone(),
            channel: Channel::default(),
            path: Vec::new(),
            item: None,
            filling: None,
            number: 0,
            ready: VecDeque::new(),
        };
        match Xml::new(input, options.max_article_bytes.saturating_add(1 << 16)) {
            Ok(xml) => feed.xml = Some(xml),
            Err(error) => feed.ready.push_back(Parsed::Problem(damaged(source, &error))),
        }
        feed
    }

    /// Reads the next event; `None` when there is none left.
    fn step(&mut self) -> Option<()> {
        let mut xml = self.xml.take()?;
        let goes_on = match xml.next() {
            Ok(Event::Start(element)) => self.start(&element),
            Ok(Event::End(element)) => {
                self.end(plain_name(element.name().as_ref()));
                true
            }
            Ok(Event::Eof) => {
                if !self.path.is_empty() {
                    self.problem(ProblemKind::Malformed, "the feed ends early: fetch it again");
                }
                false
            }
            Ok(event) => {
                if let Some(text) = text_of(&event) {
                    self.text(&text);
                }
                true
            }
            Err(XmlFault::TooLarge) => {
                let problem = too_large(&self.source, self.options.max_article_bytes);
                self.report(problem);
                false
            }
            Err(XmlFault::Input(error)) => {
                let problem = damaged(&self.source, &error);
                self.report(problem);
                false
            }
            Err(XmlFault::Malformed(message)) => {
                let message = format!("not XML: {message}: fetch the feed again");
                self.problem(ProblemKind::Malformed, &message);
                false
            }
        };
        if goes_on {
            self.xml = Some(xml);
        }
        Some(())
    }

    /// Whether the feed is to be read on.
    fn start(&mut self, element: &BytesStart<'_>) -> bool {
        let name = element.name();
        let name = plain_name(name.as_ref());
        if self.path.is_empty() && self.number == 0 && !self.accepts(name) {
            return false;
        }
        if self.path.len() == MAX_DEPTH {
            self.problem(ProblemKind::Malformed, "nested too deeply: not a feed");
            return false;
        }
        if let Some(filling) = &mut self.filling {
            filling.slot.opens(name, &mut filling.text);
        } else if matches!(name, "item" | "entry") {
            self.number += 1;
            self.close();
            let depth = self.path.len() + 1;
            self.item = Some(Open { item: Item::default(), depth, bytes: 0 });
        } else {
            let parent = self.path.last().map_or("", String::as_str);
            let in_channel = matches!(parent, "channel" | "feed");
            let attribute = |name: &str| {
                let found = element.try_get_attribute(name).ok().flatten()?;
                found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
            };
            let slot = match &mut self.item {
                Some(open) if open.depth == self.path.len() => {
                    slot(name, &attribute, &mut open.item)
                }
                None if in_channel => Slot::of_channel(name),
                _ => None,
            };
            let depth = self.path.len() + 1;
            self.filling = slot.map(|slot| Filling { slot, depth, text: String::new() });
        }
        self.path.push(name.to_owned());
        true
    }

    /// Whether the document is a feed, by its root element.
    fn accepts(&mut self, name: &str) -> bool {
        if is_sitemap(name) {
            let message = "a sitemap lists addresses and holds no text: fetch the pages that it lists, and read those";
            self.problem(ProblemKind::NoText, message);
            return false;
        }
        if !is_feed(name) {
            let message = format!("the first element is <{name}>, that of no feed");
            self.problem(ProblemKind::Malformed, &message);
            return false;
        }
        true
    }

    fn text(&mut self, text: &str) {
        let Some(filling) = &mut self.filling else { return };
        if let Some(open) = &mut self.item {
            open.bytes = open.bytes.saturating_add(text.len());
            if open.bytes > self.options.max_article_bytes {
                return;
            }
        } else if filling.text.len() > 1_000 {
            return;
        }
        let inner = self.path.last().filter(|_| self.path.len() > filling.depth);
        filling.slot.takes(text, inner.map(String::as_str), &mut filling.text);
    }

    fn end(&mut self, name: &str) {
        // What was left open within the element ends with it; an end without a start is none.
        let Some(at) = self.path.iter().rposition(|open| open == name) else { return };
        if let Some(filling) = self.filling.take_if(|filling| at < filling.depth) {
            let text = filling.text;
            match &mut self.item {
                Some(open) => filling.slot.fill(text, &mut open.item),
                None => filling.slot.fill_channel(text, &mut self.channel),
            }
        } else if let Some(filling) = &mut self.filling {
            filling.slot.closes(name, &mut filling.text);
        }
        self.path.truncate(at);
        if self.item.as_ref().is_some_and(|open| at < open.depth) {
            self.close();
        }
    }

    /// Makes an article of the open item.
    fn close(&mut self) {
        self.filling = None;
        let Some(open) = self.item.take() else { return };
        if open.bytes > self.options.max_article_bytes {
            let problem = too_large(&self.source, self.options.max_article_bytes);
            return self.report(problem);
        }
        let source = format!("{}:{}", self.source, self.number);
        self.ready.extend(open.item.article(&self.channel, &source, &self.options));
    }

    fn problem(&mut self, kind: ProblemKind, message: &str) {
        let problem = unparsed(&self.source, kind, message);
        self.report(problem);
    }

    fn report(&mut self, problem: Problem) {
        let place = (self.number > 0).then(|| format!("item {}", self.number));
        self.ready.push_back(Parsed::Problem(Problem { place, ..problem }));
    }
}

impl Iterator for XmlFeed {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            if let Some(parsed) = self.ready.pop_front() {
                return Some(parsed);
            }
            self.step()?;
        }
    }
}

/// Elements of Atom and RSS with a prefix are the same as without.
fn plain_name(name: &str) -> &str {
    name.strip_prefix("atom:").or_else(|| name.strip_prefix("rss:")).unwrap_or(name)
}
