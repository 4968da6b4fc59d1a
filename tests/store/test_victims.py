"""The victims file: apart from the case, a ledger of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sjtool.store.append import Draft
from sjtool.store.erase import erase_record
from sjtool.store.ledger import read_ledger
from sjtool.store.verify import verify_ledger
from sjtool.store.victims import open_victims, victims_head, victims_path

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)


def test_it_stands_beside_the_case_and_beside_the_file_a_link_leads_to(tmp_path: Path) -> None:
    assert victims_path(tmp_path / "harbour.toml") == tmp_path / "harbour.victims.toml"
    (tmp_path / "real.toml").write_text("")
    (tmp_path / "link.toml").symlink_to(tmp_path / "real.toml")
    assert victims_path(tmp_path / "link.toml") == tmp_path / "real.victims.toml"


def test_it_begins_with_the_first_word_about_a_victim_and_goes_on(make_case: Callable[..., Path]) -> None:
    case = make_case()
    before = case.read_bytes()
    assert victims_head(case) is None
    for number in (1, 2):
        ledger = open_victims(case, "harbour", training=False)
        ledger.append([Draft("victim", {"person": f"victim-{number}", "identity": "Zanzibar"})], by="pc-4412", at=NOW)
        assert victims_head(case) == ledger.head
    file = read_ledger(victims_path(case))
    assert file.header == {"format": 1, "case": "harbour", "marking": "OFFICIAL-SENSITIVE"}
    assert [link.id for link in file.links] == ["v-001", "v-002"]
    assert victims_path(case).stat().st_mode & 0o777 == 0o600
    assert case.read_bytes() == before


def test_that_of_an_invented_case_says_so(make_case: Callable[..., Path]) -> None:
    case = make_case(header={"training": True})
    assert open_victims(case, "harbour", training=True).file.header["training"] is True


def test_a_victims_record_may_be_erased(make_case: Callable[..., Path]) -> None:
    case = make_case()
    ledger = open_victims(case, "harbour", training=False)
    ledger.append([Draft("victim", {"person": "victim-1", "identity": "Zanzibar"})], by="pc-4412", at=NOW)
    erase_record(ledger, "v-001", "DP-1", by="pc-4412", at=NOW)
    assert b"Zanzibar" not in victims_path(case).read_bytes()
    assert verify_ledger(read_ledger(victims_path(case))).problems == ()
