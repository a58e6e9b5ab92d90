"""Remote: mail on a server, read over a stream that somebody else has opened."""
