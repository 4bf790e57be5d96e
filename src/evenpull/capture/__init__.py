"""Files and sensors become recordings: the person folder, photos, videos, keypoints. Numbers come later."""
