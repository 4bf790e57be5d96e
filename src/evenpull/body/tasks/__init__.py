"""What a body can be asked to do: a library of postures and movements as data, how a body does them, and what
another body would do differently.
"""

from evenpull.body.tasks.compare import Comparison, Prepared, compare, prepare
from evenpull.body.tasks.mirror import mirrored
from evenpull.body.tasks.perform import perform
from evenpull.body.tasks.read import Task, task, tasks

__all__ = ["Comparison", "Prepared", "Task", "compare", "mirrored", "perform", "prepare", "task", "tasks"]
