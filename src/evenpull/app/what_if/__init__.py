"""What if a muscle were shorter, weaker or tenser: posture, effort and joint loads of the simulated body."""
