//! Networks from the tables.

use crate::example::quarrel;
use detente_analytics::{
    By, EdgeTables, Every, Network, NetworkOptions, frame, network, network_slices,
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
    let (events, meetings) = (of(Table::Events), of(Table::Meetings));
    let acts = network(EdgeTables::Events(&events), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&acts), ["test:Núñez test:Okafor 4", "test:Okafor test:Núñez 2"]);
    assert_eq!(acts.nodes.height(), 2);
    let meets = network(EdgeTables::Meetings(&meetings), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&meets), ["test:Núñez test:Okafor 2"]);
    assert!(!meets.directed);
    let (quotes, mentions) = (of(Table::Quotes), of(Table::Mentions));
    let speech = EdgeTables::Speech { quotes: &quotes, mentions: &mentions };
    let speaks = network(speech, &entities, &articles, &options).unwrap();
    assert_eq!(edges(&speaks), ["test:Okafor test:Núñez 2"]);
    let options = NetworkOptions { by: By::Country, ..options };
    let acts = network(EdgeTables::Events(&events), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&acts), ["ESP NGA 4", "NGA ESP 2"]);
    let options = NetworkOptions { by: By::Sector, ..options };
    let acts = network(EdgeTables::Events(&events), &entities, &articles, &options).unwrap();
    assert_eq!(edges(&acts), ["ESPGOV NGAOPP 4", "NGAOPP ESPGOV 2"]);
}

#[test]
fn slices_hold_what_happened_in_their_period() {
    let coded = [quarrel()];
    let of = |table| frame(table, &coded, &[]).unwrap();
    let (events, entities, articles) =
        (of(Table::Events), of(Table::Entities), of(Table::Articles));
    let options = NetworkOptions { by: By::Country, ..NetworkOptions::default() };
    let tables = EdgeTables::Events(&events);
    let slices = network_slices(tables, &entities, &articles, Every::Month, &options).unwrap();
    let found: Vec<_> = slices.iter().map(|(period, slice)| (*period, edges(slice))).collect();
    // The meeting of 29 February 2024 both ways, the accusation on the day of publication, 14 March.
    let (february, march) = (Some(19_754), Some(19_783));
    let both = vec!["ESP NGA 1".to_owned(), "NGA ESP 1".to_owned()];
    assert_eq!(found, [(february, both), (march, vec!["ESP NGA 1".to_owned()])]);
}

#[test]
fn graphml_is_written_whole() {
    let coded = [quarrel()];
    let of = |table| frame(table, &coded, &[]).unwrap();
    let options = NetworkOptions::default();
    let (meetings, entities, articles) =
        (of(Table::Meetings), of(Table::Entities), of(Table::Articles));
    let meets = network(EdgeTables::Meetings(&meetings), &entities, &articles, &options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meetings.graphml");
    meets.write_graphml(&path).unwrap();
    let xml = std::fs::read_to_string(path).unwrap();
    assert!(xml.contains(r#"<edge source="test:Núñez" target="test:Okafor">"#), "{xml}");
    assert!(xml.trim_end().ends_with("</graphml>"));
    let path = folder.path().join("meetings.gexf");
    meets.write_gexf(&path).unwrap();
    let xml = std::fs::read_to_string(path).unwrap();
    assert!(
        xml.contains(r#"<edge id="0" source="test:Núñez" target="test:Okafor" weight="1">"#),
        "{xml}"
    );
    assert!(xml.contains(r#"<node id="test:Núñez" label="Núñez">"#), "{xml}");
}
