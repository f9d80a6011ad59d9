"""What members can do about their own data: take it along, leave, and know what is kept."""
