"""Reports of readers and what moderators do about them."""
