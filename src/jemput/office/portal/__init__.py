"""What a village officer sees and answers on a phone."""
