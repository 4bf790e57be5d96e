"""What is mended in MyoSim's full body, one subject per file; `evenpull.body.build.pipeline` holds the order."""
