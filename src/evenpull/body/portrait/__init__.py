"""Pictures of the musculoskeletal body in any posture: its outline, its muscles on their paths, forces and changes."""
