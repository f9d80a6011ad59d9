"""Images in posts: drawn anew from what was uploaded, kept as files, named by their address."""
