"""A skeleton of joint centres and segments, posed by anatomical angles; no mesh, no muscle, no force."""
