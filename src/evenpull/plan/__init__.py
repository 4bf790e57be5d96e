"""A posterior and a person become a dosed, scheduled programme, each exercise with its reason, end and substitute."""
