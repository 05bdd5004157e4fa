"""The face, by the camera of the browser: a posted JPEG or PNG."""
