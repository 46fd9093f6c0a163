"""Tables for publication: the frames go into great_tables as they are."""

import pytest

gt = pytest.importorskip("great_tables")


def test_a_panel_becomes_a_table_of_a_paper(news):
    panel = news.dyads(every="1y", by="actor").head(4)
    table = (
        gt.GT(panel.select("source", "target", "n_events", "goldstein_mean"))
        .tab_header("Who acts on whom")
        .cols_label(n_events="Events", goldstein_mean="Mean")
        .fmt_number("goldstein_mean", decimals=1)
        .sub_missing()
    )
    html, latex = table.as_raw_html(), table.as_latex()
    assert html.count('class="gt_row') == 4 * panel.height
    for source, mean in panel.select("source", "goldstein_mean").iter_rows():
        assert source in html
        assert source in latex
        assert f"{mean:.1f}".replace("-", "−") in html
