"""What the ids of short lists are called: sides, levels, equipment and the like; every other id is its own words."""

from __future__ import annotations

from evenpull.core.words import say

SPOKEN = {
    # Sides and properties
    "left": say("left"), "right": say("right"), "both": say("both"), "short": say("short"), "long": say("long"),
    "weak": say("weak"), "overactive": say("overactive"), "length": say("length"), "strength": say("strength"),
    "present": say("present"), "absent": say("absent"),
    # About a person
    "male": say("male"), "female": say("female"), "yes": say("yes"), "no": say("no"), "gradually": say("gradually"),
    "suddenly": say("suddenly"), "after_injury": say("after injury"), "after_surgery": say("after surgery"),
    "not_sure": say("not sure"),
    # What makes pain worse
    "sitting": say("sitting"), "standing": say("standing"), "walking": say("walking"), "bending": say("bending"),
    "lifting": say("lifting"), "stairs": say("stairs"), "running": say("running"), "lying": say("lying"),
    "reaching_up": say("reaching up"),
    # Safety
    "clear": say("clear"), "see_someone": say("see someone"), "urgent": say("urgent"), "emergency": say("emergency"),
    "normal": say("normal"), "none": say("none"),
    # Kinds of plan
    "minimum": say("minimum"), "start": say("start"), "standard": say("standard"), "full": say("full"),
    "maintenance": say("maintenance"), "pregnancy": say("pregnancy"), "general": say("general"),
    # Roles of exercises
    "reposition": say("reposition"), "inhibit": say("inhibit"), "lengthen": say("lengthen"),
    "activate": say("activate"), "re_educate": say("re educate"), "integrate": say("integrate"),
    "reinforce": say("reinforce"),
    # Regions
    "all": say("all"), "trunk_low": say("trunk low"), "neck_upper": say("neck upper"), "hip": say("hip"),
    "knee": say("knee"), "ankle_foot": say("ankle foot"), "shoulder_arm": say("shoulder arm"),
    # How something is known, and how strong the evidence is
    "measured": say("measured"), "derived": say("derived"), "recalled": say("recalled"), "default": say("default"),
    "strong": say("strong"), "moderate": say("moderate"), "limited": say("limited"),
    "conflicting": say("conflicting"), "contradicted": say("contradicted"),
    # Readings and calls
    "good": say("good"), "fair": say("fair"), "reduced": say("reduced"), "poor": say("poor"), "for": say("for"),
    "against": say("against"), "neutral": say("neutral"), "agonist_antagonist": say("agonist antagonist"),
    "left_right": say("left right"), "force_couple": say("force couple"),
    # How a reading was taken, and what ended it
    "typed": say("typed"), "photo": say("photo"), "clip": say("clip"), "by_eye": say("by eye"),
    "count": say("count"), "dynamometer_belt": say("dynamometer belt"),
    "inclinometer": say("inclinometer"), "phone_inclinometer": say("phone inclinometer"), "stopwatch": say("stopwatch"),
    "tightness": say("tightness"), "pain": say("pain"), "weakness": say("weakness"), "joint_block": say("joint block"),
    "nerve": say("nerve"), "balance": say("balance"), "time": say("time"), "end": say("end"),
    # Views
    "front": say("front"), "front_left": say("front left"), "back_left": say("back left"), "back": say("back"),
    "back_right": say("back right"), "front_right": say("front right"),
    # Equipment
    "mat": say("mat"), "chair": say("chair"), "wall": say("wall"), "step": say("step"), "bench": say("bench"),
    "foam_roller": say("foam roller"), "ball": say("ball"), "soft_ball": say("soft ball"), "band": say("band"),
    "strap": say("strap"), "dumbbell": say("dumbbell"), "kettlebell": say("kettlebell"), "doorway": say("doorway"),
    "helper": say("helper"), "tape": say("tape"), "phone": say("phone"), "goniometer": say("goniometer"),
    "dynamometer": say("dynamometer"), "table": say("table"), "pillow": say("pillow"), "stick": say("stick"),
    "massage_gun": say("massage gun"), "hand_roller": say("hand roller"), "hook_tool": say("hook tool"),
    "swiss_ball": say("swiss ball"), "medicine_ball": say("medicine ball"), "slider": say("slider"),
    "balloon": say("balloon"), "rope": say("rope"), "cable": say("cable"), "bar": say("bar"), "barbell": say("barbell"),
    "machine": say("machine"), "pressure_cuff": say("pressure cuff"),
    # Points of a body in a picture
    "nose": say("nose"), "left_eye_inner": say("left eye inner"), "left_eye": say("left eye"),
    "left_eye_outer": say("left eye outer"), "right_eye_inner": say("right eye inner"), "right_eye": say("right eye"),
    "right_eye_outer": say("right eye outer"), "left_ear": say("left ear"), "right_ear": say("right ear"),
    "mouth_left": say("mouth left"), "mouth_right": say("mouth right"), "left_shoulder": say("left shoulder"),
    "right_shoulder": say("right shoulder"), "left_elbow": say("left elbow"), "right_elbow": say("right elbow"),
    "left_wrist": say("left wrist"), "right_wrist": say("right wrist"), "left_pinky": say("left pinky"),
    "right_pinky": say("right pinky"), "left_index": say("left index"), "right_index": say("right index"),
    "left_thumb": say("left thumb"), "right_thumb": say("right thumb"), "left_hip": say("left hip"),
    "right_hip": say("right hip"), "left_knee": say("left knee"), "right_knee": say("right knee"),
    "left_ankle": say("left ankle"), "right_ankle": say("right ankle"), "left_heel": say("left heel"),
    "right_heel": say("right heel"), "left_foot_index": say("left foot index"),
    "right_foot_index": say("right foot index"),
}  # fmt: skip
