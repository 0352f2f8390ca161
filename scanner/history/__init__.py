"""What runs found, kept: the life of each finding, and every report as it was."""
