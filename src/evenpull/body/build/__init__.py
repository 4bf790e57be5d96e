"""The build of the musculoskeletal body: MyoSim's full body, audited and mended, written as one XML and one record.

Only this package imports `myo_sim`; at run time nothing here is needed.
"""
