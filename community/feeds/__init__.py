"""What is new, for feed readers: Atom, without account, the same for everybody."""
