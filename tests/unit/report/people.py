"""Four made-up assessments, worked out by hand, that the report's tests share; nobody real."""

# ruff: noqa: E501 - tables of made-up numbers read better on one line

from __future__ import annotations

import datetime as dt
import io
import math

from PIL import Image, ImageDraw

from evenpull.capture.person.model import Person
from evenpull.infer.records import (
    Call,
    Evidence,
    Inference,
    InferenceQuality,
    Marginal,
    MuscleState,
    NextTest,
    Pair,
    PatternOdds,
)
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Gap, Measurement
from evenpull.plan.records import (
    Blocked,
    Day,
    Habit,
    Item,
    Programme,
    SideCount,
    SketchWeek,
    Solver,
    Week,
    Why,
)
from evenpull.report.records import Assessment, Curve, Picture
from evenpull.safety.records import DoseLimits, Flag, PainCeilings, SafetyProfile

CREATED = "2027-03-01T08:30:00+00:00"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def person(catalogue: Catalogue, *, yes: tuple[str, ...] = (), **fields: object) -> Person:
    """A person whose every safety question is answered no, but for those in `yes`."""
    answers = {
        q.id: q.must_be or ("yes" if q.id in yes else "no")
        for q in catalogue.screening.values()
        if q.answer == "yes_no" and (q.asked_of in {"everyone", "pain"} or "trunk_low" in (q.region, *q.also_regions))
    }
    base: dict[str, object] = {
        "person": {"sex": "male", "age_years": 41, "height_cm": 181, "mass_kg": 84},
        "start": "2027-03-01",
        "screening": {"date": "2027-02-27", "answers": answers},
    }
    return Person.model_validate(base | fields)


def desk_person(catalogue: Catalogue) -> Person:
    return person(
        catalogue,
        goals=["less_pain"],
        pains=[
            {
                "site": "low_back", "side": "both", "now": 4, "usual": 4, "worst": 7, "weeks": 60, "days_per_week": 6,
                "began": "gradually", "worse_with": ["sitting"], "eases_with": ["walking"], "settles_after_min": 20,
                "morning_stiff_min": 10,
            }
        ],
        activities=[{"what": "sitting through a meeting", "able": 4}, {"what": "lifting my child", "able": 6}],
        feels={"stress": 6, "sleep": 5, "mood": 7, "fear_of_movement": 3, "confidence": 7},
        answers={"hours_seated": 9},
        equipment=["foam_roller", "band", "mat"],
        overrides=[{"muscle": "hamstrings", "side": "right", "property": "short", "set": "absent",
                    "reason": "range is limited by the nerve, seen in clinic"}],
    )  # fmt: skip


def profile(**fields: object) -> SafetyProfile:
    base: dict[str, object] = {
        "level": "clear", "levels": {"all": "clear"}, "flags": (), "not_asked": (), "answered": 34, "asked": 34,
        "codes": (), "limits": DoseLimits(), "mode": "normal", "no_calls": None, "irritable": False, "letter": False,
        "ceilings": PainCeilings(discomfort_max=2, start_level=0, own_pain_max=2), "unreviewed": True,
    }  # fmt: skip
    return SafetyProfile(**(base | fields))  # type: ignore[arg-type]


def marginal(mean: float, sd: float, *, prior_sd: float = 1.0) -> Marginal:
    def below(x: float) -> float:
        return 0.5 * (1 + math.erf((x - mean) / sd / math.sqrt(2)))

    return Marginal(mean=mean, sd=sd, prior_mean=0.0, prior_sd=prior_sd, p_low=below(-1), p_high=1 - below(1))


def states(catalogue: Catalogue, known: dict[tuple[str, str], tuple[Marginal, Marginal]]) -> tuple[MuscleState, ...]:
    prior = (marginal(0, 1), marginal(0, 1))
    return tuple(
        MuscleState(muscle=m.id, side=side, length=pair[0], strength=pair[1])  # type: ignore[arg-type]
        for m in catalogue.muscles.values()
        if m.posterior
        for side in ("left", "right")
        for pair in [known.get((m.id, side), prior)]
    )


def measurement(metric: str, side: str | None, value: float, sd: float, unit: str, **fields: object) -> Measurement:
    kind = str(fields.pop("kind", "test"))
    base: dict[str, object] = {
        "id": f"{kind}.{metric}" + (f".{side}" if side else ""), "kind": kind, "metric": metric, "side": side,
        "value": value, "sd": sd, "unit": unit, "method": "goniometer", "session": "tests.2027-02-27",
        "source": "person.yaml",
    }  # fmt: skip
    return Measurement(**(base | fields))  # type: ignore[arg-type]


def call(call_id: str, probability: float, **fields: object) -> Call:
    side, muscle, property_ = call_id.split(".")
    base: dict[str, object] = {
        "id": call_id, "muscle": muscle, "side": side, "property": property_, "probability": probability,
        "word": "probably" if probability >= 0.8 else "possibly", "severity": 1.4, "relevance": 0.5,
        "resolution": 0.55, "evidence": (), "against": ("one test only",), "evidence_word": "limited",
    }  # fmt: skip
    return Call(**(base | fields))  # type: ignore[arg-type]


def item(exercise: str, catalogue: Catalogue, order: int, **fields: object) -> Item:
    entry = catalogue.exercises[exercise]
    base: dict[str, object] = {
        "exercise": exercise, "name": entry.name, "role": entry.role, "order": order,
        "sets": SideCount(left=2, right=2), "two_sided": not entry.unilateral, "reps": 10, "hold_s": None,
        "breaths": None, "tempo": None, "tempo_start": None, "rpe": None, "rest_s": 45, "side_first": None,
        "seconds": 180, "discomfort_max": None, "why": Why(calls=(), needs=("control",), text="It trains control."),
        "progress_rule": entry.progress, "stop_rules": entry.stop_rules, "substitute": entry.substitute,
    }  # fmt: skip
    return Item(**(base | fields))  # type: ignore[arg-type]


def programme(
    items_by_week: list[tuple[Item, ...]], *, mode: str = "start", blocked: tuple[Blocked, ...] = ()
) -> Programme:
    start = dt.date(2027, 3, 1)
    weeks = []
    for n, items in enumerate(items_by_week):
        days = []
        for d in range(7):
            date = start + dt.timedelta(days=7 * n + d)
            on = d in {0, 2, 4, 5}
            days.append(
                Day(date=date.isoformat(), weekday=WEEKDAYS[d], session="a" if on else "rest",  # type: ignore[arg-type]
                    minutes=10.0 if on else 0.0, items=items if on else ())
            )  # fmt: skip
        weeks.append(Week(number=n + 1, phase="begin" if n < 2 else "build", days=tuple(days)))
    return Programme(
        plan_id="p-desk-1",
        mode=mode,  # type: ignore[arg-type]
        start="2027-03-01",
        weeks=tuple(weeks),
        sketch=tuple(
            SketchWeek(number=n, phase="build", text="One more exercise when two weeks went well.") for n in range(5, 13)
        ),
        habits=(
            Habit(id="stand_up", text="Stand up and walk for a minute.", why="Long sitting goes with stiff hips.",
                  rhythm="Every 30 minutes of sitting.", evidence="limited"),
        ),
        checks=(("2027-03-15", "pain and activities"), ("2027-03-29", "pain and activities")),
        retest="2027-04-12",
        unmet_needs=(),
        relaxed_rules=(),
        blocked=blocked,
        stop_rules=("stop_chest", "stop_numbness", "stop_bladder"),
        solver=Solver(name="HiGHS", version="1.11", objective=84.5, bound=84.5, optimal=True),
    )  # fmt: skip


def jpeg(width: int, height: int) -> bytes:
    image = Image.new("RGB", (width, height), (196, 204, 208))
    draw = ImageDraw.Draw(image)
    cx = width // 2
    draw.ellipse((cx - 45, 60, cx + 45, 170), fill=(150, 140, 132))
    draw.rounded_rectangle((cx - 95, 190, cx + 95, 470), 50, fill=(92, 112, 128))
    draw.rounded_rectangle((cx - 80, 440, cx - 8, height - 60), 30, fill=(70, 78, 88))
    draw.rounded_rectangle((cx + 8, 440, cx + 80, height - 60), 30, fill=(70, 78, 88))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def pictures() -> tuple[Picture, ...]:
    time = [i / 30 for i in range(240)]
    knee = [50 - 45 * math.cos(2 * math.pi * t / 2.6) for t in time]
    peaks = tuple(i for i in range(1, 239) if knee[i - 1] < knee[i] >= knee[i + 1])
    curve = Curve(name="knee_flexion", side="right", time_s=tuple(time), value_deg=tuple(knee),
                  sd_deg=tuple(4 + 2 * abs(math.sin(t)) for t in time), peaks=peaks)  # fmt: skip
    points = {"left_shoulder": (385.0, 206.0), "right_shoulder": (215.0, 218.0), "left_ear": (340.0, 118.0),
              "right_ear": (258.0, 121.0), "mid_hip": (300.0, 460.0), "mid_shoulder": (300.0, 212.0)}  # fmt: skip
    photo = Picture(
        file="photos/front.jpg", kind="photo", jpeg=jpeg(600, 900), width=600, height=900, points=points,
        lines=(("left_shoulder", "right_shoulder", "shoulders 4 deg"), ("left_ear", "right_ear", "head 2 deg"),
               ("mid_hip", "mid_shoulder", "trunk 0.5 deg")),
        view="front", side_confirmed=True, notes=("feet are cut off",),
    )  # fmt: skip
    clip = Picture(file="videos/sit_to_stand.mp4", kind="clip", jpeg=jpeg(600, 760), width=600, height=760,
                   points={}, lines=(), view="right", side_confirmed=False, curves=(curve,))  # fmt: skip
    return photo, clip


def desk_measurements() -> tuple[Measurement, ...]:
    return (
        measurement("modified_thomas", "left", 6, 5, "deg_above_bench", trials=(5.0, 7.0), stopped_by="tightness", pain=1.0),
        measurement("modified_thomas", "right", -9, 5, "deg_above_bench", trials=(-8.0, -10.0), pain=0.0),
        measurement("hip_extension_strength", "left", 58, 7, "Nm", method="dynamometer", pain=3.0),
        measurement("hip_extension_strength", "right", 79, 7, "Nm", method="dynamometer", pain=0.0),
        measurement("lunge_distance", "left", 11, 1.5, "cm", method="tape", pain=0.0),
        measurement("lunge_distance", "right", 11.5, 1.5, "cm", method="tape", pain=0.0),
        measurement("single_leg_bridge", "left", 21, 12, "s", censored="lower", stopped_by="pain", pain=4.0, quality="reduced",
                    notes=("pain stopped it",), method="stopwatch"),
    )  # fmt: skip


def desk_calls() -> tuple[Call, ...]:
    return (
        call(
            "left.iliopsoas.short",
            0.87,
            evidence=(
                Evidence(measurement="test.modified_thomas.left", push=-1.21, p_without=0.28, direction="for", direct=True,
                         text="thigh 6 deg above the bench, twice (typical: 11 below, error 7)"),
                Evidence(measurement="context.hours_seated", push=-0.11, p_without=0.85, direction="for",
                         text="sitting 9 hours a day goes with a little less hip extension"),
                Evidence(measurement="test.modified_thomas.right", push=0.14, p_without=0.9, direction="against",
                         text="the right thigh hangs 9 deg below the bench"),
            ),
            against=("the hip joint's own lining can stop the thigh as well", "feeling tight says little"),
            pain_links=("May contribute to back pain; it is not a proven reason for it.",),
        ),
        call(
            "left.gluteus_maximus.weak",
            0.68,
            evidence=(
                Evidence(measurement="test.hip_extension_strength.left", push=-0.92, p_without=0.31, direction="for",
                         direct=True, text="58 against 79 Nm on the right (error 7)"),
            ),
            against=("pain 3 of 10 in that test can hold a muscle back",),
            limits=("one sign only",),
        ),
    )  # fmt: skip


def desk_inference(catalogue: Catalogue) -> Inference:
    known = {
        ("iliopsoas", "left"): (marginal(-1.45, 0.42), marginal(-0.1, 0.95)),
        ("iliopsoas", "right"): (marginal(-0.2, 0.45), marginal(-0.1, 0.95)),
        ("gluteus_maximus", "left"): (marginal(0, 0.98), marginal(-1.2, 0.45)),
        ("gluteus_maximus", "right"): (marginal(0, 0.98), marginal(-0.1, 0.45)),
        ("soleus", "left"): (marginal(0.1, 0.5), marginal(0, 0.99)),
        ("soleus", "right"): (marginal(0.2, 0.5), marginal(0, 0.99)),
        ("hamstrings", "left"): (marginal(-0.5, 0.9), marginal(-0.3, 0.9)),
    }
    return Inference(
        muscles=states(catalogue, known),
        calls=desk_calls(),
        open_questions=(call("left.hamstrings.weak", 0.34, word="cannot_tell", against=("no direct test",)),),
        pairs=(
            Pair(kind="left_right", property="length", first="left.iliopsoas", second="right.iliopsoas", mean=-1.25, sd=0.5,
                 p_first_lower=0.83, p_second_lower=0.0),
        ),
        patterns=(PatternOdds(pattern="hip_flexor_glute", side="left", log10_bayes_factor=1.1, probability=0.4),),
        next_tests=(
            NextTest(test="single_leg_bridge", side="both", minutes=3.0, information=0.21, tells=("left.gluteus_maximus.weak",)),
            NextTest(test="active_knee_extension", side="both", minutes=3.0, information=0.12, tells=("left.hamstrings",)),
        ),
        quality=InferenceQuality(level="fair", reasons=("Two direct tests of the hips.", "No test of the trunk.")),
    )  # fmt: skip


def desk_items(catalogue: Catalogue, *, sets: int = 2) -> tuple[Item, ...]:
    hip = Why(
        calls=("left.iliopsoas.short",),
        needs=("left.iliopsoas.lengthen",),
        text="The left hip flexors are probably short.",
    )
    glute = Why(calls=("left.gluteus_maximus.weak",), needs=("left.gluteus_maximus.activate",),
                text="The left buttock is possibly weak.")  # fmt: skip
    return (
        item("len_hip_flexor_half_kneel", catalogue, 1, sets=SideCount(left=sets, right=1), reps=None, hold_s=45, why=hip,
             side_first="left", discomfort_max=2, rest_s=15),
        item("act_bridge", catalogue, 2, sets=SideCount(left=sets, right=sets), why=glute, tempo=(4, 2, 1),
             tempo_start="bottom", rpe=5, limits=()),
        item("ree_dead_bug", catalogue, 3, sets=SideCount(left=sets, right=sets), two_sided=False, reps=6, rpe=4),
    )  # fmt: skip


def assessment(owner: Person, safety: SafetyProfile, **fields: object) -> Assessment:
    base: dict[str, object] = {
        "person": owner, "profile": safety, "measurements": (), "gaps": (), "inference": None, "programme": None,
        "no_programme": "", "pictures": (), "created": CREATED, "inputs_sha256": HASH, "catalogue_sha256": HASH,
        "evenpull_version": "0.1.0",
    }  # fmt: skip
    return Assessment(**(base | fields))  # type: ignore[arg-type]


def desk_worker(catalogue: Catalogue, **fields: object) -> Assessment:
    flag = Flag(id="long_standing", level="see_someone", region="trunk_low", text="Long-standing pain",
                referral="long_standing_pain", known="measured")  # fmt: skip
    safety = profile(
        level="see_someone", levels={"all": "clear", "trunk_low": "see_someone"}, flags=(flag,), mode="minimum", letter=True,
        ceilings=PainCeilings(discomfort_max=2, start_level=4, own_pain_max=5),
    )  # fmt: skip
    base: dict[str, object] = {
        "measurements": desk_measurements(),
        "gaps": (Gap(metric="pelvic_tilt", side=None, reason="body keypoints carry no hip-bone points",
                     closes="mark both hip-bone points in a side photo", source="photos/front.jpg"),),
        "inference": desk_inference(catalogue),
        "programme": programme(
            [desk_items(catalogue)] * 2 + [desk_items(catalogue, sets=3)] * 2, mode="minimum",
            blocked=(Blocked(exercise="rei_deadlift", code="first_week", reason="Heavy lifts come later."),),
        ),
        "pictures": pictures(),
    }  # fmt: skip
    return assessment(desk_person(catalogue), safety, **(base | fields))


def carrier(catalogue: Catalogue, **fields: object) -> Assessment:
    owner = person(
        catalogue,
        person={"sex": "female", "age_years": 33, "height_cm": 168, "mass_kg": 61},
        goals=["prevent", "balance"],
        feels={"stress": 3, "sleep": 7, "mood": 8, "fear_of_movement": 0, "confidence": 8},
    )
    known = {
        (m, side): (marginal(0.1, 0.4), marginal(0.1, 0.5))
        for m in ("soleus", "gastrocnemius")
        for side in ("left", "right")
    }
    base: dict[str, object] = {
        "measurements": (
            measurement("lunge_distance", "left", 12, 1.5, "cm", method="tape", pain=0.0),
            measurement("lunge_distance", "right", 12.4, 1.5, "cm", method="tape", pain=0.0),
        ),
        "inference": Inference(
            muscles=states(catalogue, known), calls=(), open_questions=(), pairs=(), patterns=(),
            next_tests=(NextTest(test="side_bridge", side="both", minutes=5.0, information=0.08, tells=("quadratus_lumborum",)),),
            quality=InferenceQuality(level="fair", reasons=("One test and one photo.",)),
        ),
        "programme": programme([(item("ree_bird_dog", catalogue, 1, two_sided=False, reps=6),)] * 4, mode="maintenance"),
        "pictures": pictures()[:1],
    }  # fmt: skip
    return assessment(owner, profile(), **(base | fields))


def refer(catalogue: Catalogue, *, level: str = "emergency") -> Assessment:
    question = "saddle_numb" if level == "emergency" else "weight_loss"
    entry = catalogue.screening[question]
    owner = person(
        catalogue, yes=(question,), medicines=["ibuprofen"],
        pains=[{"site": "low_back", "now": 7, "usual": 6, "worst": 9, "weeks": 2, "days_per_week": 7, "began": "suddenly",
                "numb_or_tingling": "yes", "spreads_below_knee": "yes"}],
    )  # fmt: skip
    flag = Flag(id=question, level=level, region="trunk_low", text=entry.rules[0].text,  # type: ignore[arg-type]
                referral=entry.refers, known="measured")  # fmt: skip
    safety = profile(level=level, levels={"trunk_low": level}, flags=(flag,), mode="none", letter=True,
                     ceilings=PainCeilings(discomfort_max=2, start_level=7, own_pain_max=5))  # fmt: skip
    return assessment(owner, safety, no_programme="A safety answer comes first.")


def no_calls(catalogue: Catalogue) -> Assessment:
    sites = ("low_back", "neck", "shoulder", "knee_front", "heel")
    owner = person(
        catalogue, feels={"stress": 8, "sleep": 3, "mood": 3, "fear_of_movement": 8, "confidence": 2},
        activities=[{"what": "walking to the shop", "able": 5}],
        pains=[{"site": s, "now": 5, "usual": 5, "worst": 7, "weeks": 100, "days_per_week": 7} for s in sites],
    )  # fmt: skip
    flag = Flag(id="pain_in_four_regions", level="see_someone", region="all", text="Pain in four or more regions",
                referral="letter", known="recalled")  # fmt: skip
    safety = profile(level="see_someone", levels={"all": "see_someone"}, flags=(flag,), mode="general",
                     no_calls="pain in four or more regions", letter=True,
                     ceilings=PainCeilings(discomfort_max=2, start_level=5, own_pain_max=5))  # fmt: skip
    return assessment(
        owner, safety,
        programme=programme([(item("ree_sit_to_stand", catalogue, 1, reps=8),)] * 4, mode="general"),
    )  # fmt: skip


def unanswered(catalogue: Catalogue) -> Assessment:
    owner = person(catalogue)
    return assessment(owner, profile(not_asked=("cancer", "saddle_numb"), answered=32, mode="none"),
                      no_programme="Two safety questions have no answer.")  # fmt: skip
