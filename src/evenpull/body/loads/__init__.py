"""What the joints carry while a body does something: hip, knee, patella, ankle and each lumbar level."""

from evenpull.body.loads.contact import JointLoad, LoadFrames, Loads, joint_loads, load_frames

__all__ = ["JointLoad", "LoadFrames", "Loads", "joint_loads", "load_frames"]
