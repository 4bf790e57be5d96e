"""The musculoskeletal body at run time: a compiled model, its coordinates and its muscles. Only MuJoCo is needed."""
