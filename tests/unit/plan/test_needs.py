"""What a plan should serve, and which exercise serves it."""

from __future__ import annotations

import pytest

from evenpull.plan.needs import coverage, find_needs


def find(people, catalogue, *calls, **changes):
    found = find_needs(people.inference(*calls), person=people.person(**changes), catalogue=catalogue, with_calls=True)
    return {need.id: need for need in found}


def test_a_need_is_probability_times_severity_times_relevance(people, catalogue):
    needs = find(
        people, catalogue, people.call("left", "iliopsoas", "short", probability=0.9, severity=2, relevance=0.5)
    )
    assert needs["short.iliopsoas"].left == pytest.approx(0.9)
    assert needs["short.iliopsoas"].right == 0


def test_only_measured_shortness_is_stretched_or_rolled(people, catalogue):
    needs = find(people, catalogue, people.call("left", "gluteus_maximus", "weak"))
    softening = [one for one in catalogue.exercises.values() if one.role in ("inhibit", "lengthen")]
    assert softening
    assert not any(coverage(one, need) for one in softening for need in needs.values())


def test_a_call_that_cannot_be_told_is_no_need(people, catalogue):
    needs = find(people, catalogue, people.call("left", "iliopsoas", "short", probability=0.5))
    assert not any(need.calls for need in needs.values())


def test_a_call_without_relevance_is_no_need(people, catalogue):
    needs = find(people, catalogue, people.call("left", "iliopsoas", "short", relevance=0))
    assert not any(need.calls for need in needs.values())


def test_a_sore_low_back_without_calls_still_has_general_needs(people, catalogue):
    needs = find(people, catalogue)
    assert {"region.trunk_low.strength", "region.trunk_low.control", "region.trunk_low.move"} <= needs.keys()


def test_a_short_group_asks_for_its_partner_and_for_control(people, catalogue):
    needs = find(people, catalogue, people.call("right", "iliopsoas", "short"))
    assert "gluteus_maximus" in needs["pair.iliopsoas"].muscles
    assert coverage(catalogue.exercises["act_bridge"], needs["pair.iliopsoas"]) == 2
    assert coverage(catalogue.exercises["ree_bird_dog"], needs["control.iliopsoas"]) == 2


def test_rolling_counts_less_than_stretching(people, catalogue):
    needs = find(people, catalogue, people.call("left", "hamstrings", "short"))
    need = needs["short.hamstrings"]
    assert coverage(catalogue.exercises["len_ham_supine_strap"], need) == 2
    assert coverage(catalogue.exercises["inh_fr_hamstrings"], need) == 1


def test_balance_belongs_to_every_plan_from_65(people, catalogue):
    assert "balance" in find(people, catalogue, about={"age_years": 66})
    assert "balance" not in find(people, catalogue, about={"age_years": 64})


def test_a_mirrored_person_has_mirrored_needs_of_the_same_weight(people, catalogue):
    left = find(people, catalogue, people.call("left", "iliopsoas", "short"), people.call("right", "soleus", "weak"))
    right = find(people, catalogue, people.call("right", "iliopsoas", "short"), people.call("left", "soleus", "weak"))
    assert left.keys() == right.keys()
    for name, need in left.items():
        assert (need.left, need.right, need.weight) == (right[name].right, right[name].left, right[name].weight)
