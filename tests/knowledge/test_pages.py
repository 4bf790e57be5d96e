"""The catalogue's pages and review sheets: one page per entry, nothing left out, no dead link, no script."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from evenpull.errors import StoreError, UnknownId
from evenpull.knowledge import Catalogue
from evenpull.knowledge.backlinks import backlinks
from evenpull.knowledge.cards import title
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.kinds.common import Reviewer
from evenpull.knowledge.wording import find_words
from evenpull.report.catalogue_pages.entry import knowns
from evenpull.report.catalogue_pages.refs import PAGED
from evenpull.report.catalogue_pages.review import COLUMNS, REVIEWED, as_csv, as_html, sheet, write_sheets
from evenpull.report.catalogue_pages.site import MARK, counts, files, write_site

SIGNED = Reviewer(name="A. Reader", licence="Physiotherapist, register 1", date="2027-03-01")


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> dict[str, str]:
    return files(catalogue)


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup).replace("&#39;", "'").replace("&amp;", "&"))


def test_every_entry_has_a_page_and_stands_in_the_list_of_its_kind(site: dict[str, str], catalogue: Catalogue) -> None:
    assert set(KINDS) - set(PAGED) == {"figures", "word_lists"}
    for kind in PAGED:
        for name in getattr(catalogue, kind):
            assert f"{kind}/{name}.html" in site
            assert f'href="{name}.html"' in site[f"{kind}/index.html"]


def test_every_link_leads_to_a_file_of_the_site(site: dict[str, str]) -> None:
    checked = 0
    for name, text in site.items():
        folder = Path(name).parent
        for href in set(re.findall(r'href="([^"]+)"', text)):
            place = (Path("/") / folder / href).resolve().relative_to("/").as_posix()
            assert place in site, (name, href)
            checked += 1
    assert checked > 5000


def test_no_page_has_a_script_or_loads_anything_from_outside(site: dict[str, str]) -> None:
    for name, text in site.items():
        assert not re.search(r"<script|\bon\w+=|src=|@import|url\(\s*['\"]?https?:", text), name


def test_a_test_shows_every_number_with_unit_source_how_read_and_how_known(site: dict[str, str]) -> None:
    shown = words(site["tests/modified_thomas.html"])
    for part in ("-10.6 deg above bench", "FERBER2010 (abstract read)", "measured", "default", "recreational athletes"):
        assert part in shown
    assert "no study of a phone and a helper at home was read" in shown
    assert "Hanging thigh test" in shown
    assert "not yet reviewed" in shown


def test_a_pattern_shows_its_evidence_what_contradicts_it_its_gaps_and_where_it_is_used(site: dict[str, str]) -> None:
    text = site["patterns/lower_crossed.html"]
    shown = words(text)
    for part in ("evidence on pain: conflicting", "85 % of healthy men", "Gaps", "Lists differ", "Where it is used"):
        assert part in shown
    assert 'href="../tests/modified_thomas.html"' in text
    assert 'href="../muscles/iliopsoas.html"' in text


def test_every_string_of_an_entry_that_people_read_stands_on_its_page(
    site: dict[str, str], catalogue: Catalogue
) -> None:
    for kind in ("screening", "conditions", "referrals", "stop_rules", "habits", "compensations"):
        for name, entry in getattr(catalogue, kind).items():
            shown = words(site[f"{kind}/{name}.html"].replace("&#34;", '"'))
            for field in ("text", "question", "plain", "instead", "then", "how_soon", "why"):
                said = getattr(entry, field, "")
                assert not said or said in shown, (kind, name, field)


def test_where_an_entry_is_used_is_what_names_it(catalogue: Catalogue) -> None:
    links = backlinks(catalogue)
    exercise = catalogue.exercises["act_clam"]
    named = {(link.kind, link.id) for link in links["doses", exercise.dose.preset]}
    assert ("exercises", "act_clam") in named
    code = exercise.codes[0]
    condition = next(name for name, entry in catalogue.conditions.items() if code in (entry.code, name))
    assert ("exercises", "act_clam") in {(link.kind, link.id) for link in links["conditions", condition]}
    for key in exercise.sources:
        assert ("exercises", "act_clam") in {(link.kind, link.id) for link in links["sources", key]}


def test_no_page_says_a_forbidden_word_but_in_the_name_of_a_source(site: dict[str, str], catalogue: Catalogue) -> None:
    banned = [word for each in catalogue.word_lists.values() for word in each.words]
    for name, text in site.items():
        if not name.endswith(".html") or name.startswith("sources/"):
            continue
        cited = re.sub(r'<dl class="cited">.*?</dl>', "", text, flags=re.DOTALL)
        assert find_words(words(cited), banned) == [], name


def test_counts_are_those_of_the_catalogue(catalogue: Catalogue, site: dict[str, str]) -> None:
    for count in counts(catalogue):
        entries = getattr(catalogue, count.kind)
        assert count.entries == len(entries)
        whole = json.dumps([entry.model_dump(mode="json", exclude_defaults=True) for entry in entries.values()])
        assert sum(count.known) == whole.count('"known": ')
        assert (count.reviewed is not None) == (count.kind in REVIEWED)
    assert knowns({"a": [{"known": "measured"}], "known": "default"}) == ["default", "measured"]
    total = sum(len(getattr(catalogue, kind)) for kind in PAGED)
    assert f"{total} entries" in site["index.html"]


def test_a_review_shows_on_page_list_index_and_sheet(catalogue: Catalogue) -> None:
    clam = catalogue.exercises["act_clam"].model_copy(update={"reviewed_by": SIGNED})
    signed = replace(catalogue, exercises={**catalogue.exercises, "act_clam": clam})
    made = files(signed, kind="exercises")
    assert "Reviewed by A. Reader, Physiotherapist, register 1, on 2027-03-01." in made["exercises/act_clam.html"]
    assert f"1 of {len(signed.exercises)} were reviewed" in made["exercises/index.html"]
    assert sheet(signed, "exercises").reviewed == 1
    assert f"1 of {len(signed.exercises)} are reviewed so far" in as_html(sheet(signed, "exercises"), signed)


def test_drawings_are_drawn_only_when_asked(catalogue: Catalogue) -> None:
    drawn = {name for name, entry in catalogue.exercises.items() if entry.drawn}
    few = replace(catalogue, exercises={name: catalogue.exercises[name] for name in sorted(drawn)[:2]})
    for name in few.exercises:
        assert "<svg" in files(few, kind="exercises", figures=True)[f"exercises/{name}.html"]
        assert "<svg" not in files(few, kind="exercises")[f"exercises/{name}.html"]


def test_the_pages_of_one_kind_link_nowhere_else(catalogue: Catalogue) -> None:
    made = files(catalogue, kind="patterns")
    assert set(made) == {"index.html", "style.css", MARK, "patterns/index.html"} | {
        f"patterns/{name}.html" for name in catalogue.patterns
    }
    assert "../tests/" not in "".join(made.values())
    with pytest.raises(UnknownId):
        files(catalogue, kind="word_lists")


def test_a_site_is_replaced_whole_and_another_folder_is_left_alone(catalogue: Catalogue, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    write_site(catalogue, out, kind="patterns")
    (out / "patterns" / "old.html").write_text("gone", encoding="utf-8")
    number = write_site(catalogue, out, kind="habits")
    assert number == len(catalogue.habits) + 2
    assert not (out / "patterns").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(StoreError):
        write_site(catalogue, mine, kind="habits")
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "pages"]


@pytest.mark.parametrize("kind", REVIEWED)
def test_a_sheet_holds_every_entry_with_boxes_source_and_place_to_sign(kind: str, catalogue: Catalogue) -> None:
    found = sheet(catalogue, kind)
    entries = getattr(catalogue, kind)
    page = as_html(found, catalogue)
    assert [item.id for item in found.items] == list(entries)
    assert page.count("☐ agree") == page.count("☐ change") == page.count("☐ remove") == len(entries)
    for part in ("Name", "Licence", "Date", "reviewed_by:", f"0 of {len(entries)} are reviewed"):
        assert part in page
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == list(entries)
    for row, entry in zip(rows, entries.values(), strict=True):
        assert row["name"].lstrip("'") == title(entry)
        assert row["decision"] == row["licence"] == ""
        assert all(key in row["sources"] for key in entry.sources if key in catalogue.sources)


def test_no_cell_of_a_sheet_is_a_formula(catalogue: Catalogue) -> None:
    rule = next(iter(catalogue.stop_rules.values())).model_copy(update={"text": "=1+1"})
    odd = replace(catalogue, stop_rules={rule.id: rule})
    (row,) = csv.DictReader(io.StringIO(as_csv(sheet(odd, "stop_rules"))))
    assert row["name"] == "'=1+1"


def test_what_an_entry_holds_is_shown_as_text_only(catalogue: Catalogue) -> None:
    rule = next(iter(catalogue.stop_rules.values())).model_copy(update={"text": "<b>stop</b>", "gaps": ("<i>x</i>",)})
    odd = replace(catalogue, stop_rules={rule.id: rule})
    made = "".join(files(odd, kind="stop_rules").values()) + as_html(sheet(odd, "stop_rules"), odd)
    assert "<b>stop</b>" not in made
    assert "<i>x</i>" not in made
    assert "&lt;b&gt;stop" in made


def test_all_sheets_go_into_one_folder(catalogue: Catalogue, tmp_path: Path) -> None:
    written = write_sheets(catalogue, tmp_path / "sheets")
    assert len(written) == 2 * len(REVIEWED)
    with pytest.raises(UnknownId):
        write_sheets(catalogue, tmp_path / "x.html", kind="muscles")
