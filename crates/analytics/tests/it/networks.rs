//! Networks from the tables.

use crate::example::quarrel;
use detente_analytics::{
    By, Network, NetworkOptions, event_network, frame, meeting_network, speech_network,
};
use detente_model::Table;

fn edges(network: &Network) -> Vec<String> {
    let row = |i| {
        let cell = |column: &str| network.edges.column(column).unwrap().get(i).unwrap().to_string();
        [cell("source"), cell("target"), cell("n")].join(" ").replace('"', "")
    };
    (0..network.edges.height()).map(row).collect()
}

#[test]
fn three_networks_of_one_quarrel() {
    let coded = [quarrel(), quarrel()];
    let of = |table| frame(table, &coded, &[]).unwrap();
    let (entities, articles) = (of(Table::Entities), of(Table::Articles));
    let options = NetworkOptions::default();
    let acts = event_network(&of(Table::Events), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&acts), ["test:Núñez test:Okafor 4", "test:Okafor test:Núñez 2"]);
    assert_eq!(acts.nodes.height(), 2);
    let meets = meeting_network(&of(Table::Meetings), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&meets), ["test:Núñez test:Okafor 2"]);
    assert!(!meets.directed);
    let quotes = of(Table::Quotes);
    let speaks =
        speech_network(&quotes, &of(Table::Mentions), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&speaks), ["test:Okafor test:Núñez 2"]);
    let options = NetworkOptions { by: By::Country, ..options };
    let acts = event_network(&of(Table::Events), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&acts), ["ESP NGA 4", "NGA ESP 2"]);
}

#[test]
fn graphml_is_written_whole() {
    let coded = [quarrel()];
    let of = |table| frame(table, &coded, &[]).unwrap();
    let options = NetworkOptions::default();
    let meets =
        meeting_network(&of(Table::Meetings), &of(Table::Entities), &of(Table::Articles), &options);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meetings.graphml");
    meets.unwrap().write_graphml(&path).unwrap();
    let xml = std::fs::read_to_string(path).unwrap();
    assert!(xml.contains(r#"<edge source="test:Núñez" target="test:Okafor">"#), "{xml}");
    assert!(xml.trim_end().ends_with("</graphml>"));
}
