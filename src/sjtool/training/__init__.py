"""Training: invented cases made by the thousand, the same bytes each time; beside assess, below the commands."""
