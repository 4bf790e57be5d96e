"""The use cases that the command line and the page call: assess, plan anew, measure files, next tests, demo, doctor."""
