"""What happens to a case besides the clock: answers, corrections, reassignment, merging and splitting."""
