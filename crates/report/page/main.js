"use strict";
// Unpacks the data, and draws everything anew when the filter changes.

async function main() {
  const data = await unpack();
  const host = (id) => document.querySelector(`#${id} > div`);
  const [events, meetings, quotes] = [new Events(data, "events"), new Meetings(data, "meetings"), new Quotes(data, "quotes")];
  const filter = new Filter(data, () => draw());
  const grids = {
    events: eventsGrid(host("evidence"), events),
    meetings: meetingsGrid(host("meetings"), meetings),
    quotes: quotesGrid(host("quotes"), quotes),
    speakers: speakersGrid(host("speakers"), quotes, filter),
  };
  let rows = [];
  let later = 0;
  const drawPairs = () => {
    const counted = pairsOf(rows, events, filter);
    drawHeatmap(document.getElementById("heatmap"), counted, filter);
    drawNetwork(document.getElementById("network"), counted, filter);
  };
  const drawTime = () => drawTimeline(document.getElementById("timeline"), rows, events, filter);
  const draw = () => {
    rows = filter.rows(events);
    filter.tell(rows, events);
    drawTime();
    grids.events.show(rows);
    // The rest in a moment, so that the page answers at once.
    clearTimeout(later);
    later = setTimeout(() => {
      drawPairs();
      grids.meetings.show(filter.rows(meetings));
      const said = filter.rows(quotes);
      grids.quotes.show(said);
      grids.speakers.show(said);
    });
  };
  draw();
  let width = document.body.clientWidth;
  new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    drawTime();
    drawPairs();
  }).observe(document.body);
}

main();
