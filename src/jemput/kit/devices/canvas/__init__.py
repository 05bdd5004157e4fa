"""The signature, drawn on the screen: posted strokes or a posted PNG."""
