"""A reader of published OpenSim models: frames, couplings, paths and wrapping cylinders, without OpenSim."""
