"""Recordings and answers become measurements: value, sd, unit, side, method and quality, or a gap with its reason.

Nothing here knows about muscles: what a measurement says of muscles is `evenpull.infer`'s business.
"""
